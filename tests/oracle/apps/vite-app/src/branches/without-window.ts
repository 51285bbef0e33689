export const withoutWindow = () => '{{openai without-window}}';
