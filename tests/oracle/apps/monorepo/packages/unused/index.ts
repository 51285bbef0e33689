export const unused = () => '{{openai unused-package}}';
