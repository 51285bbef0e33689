export const onServer = () => '{{openai on-server}}';
