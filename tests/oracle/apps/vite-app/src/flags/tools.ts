export const tools = () => '{{openai dev-tools}}';
