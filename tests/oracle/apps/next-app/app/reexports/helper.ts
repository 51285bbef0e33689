export const helper = () => '{{openai reexported-helper}}';
