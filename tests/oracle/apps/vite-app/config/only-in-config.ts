export const onlyInConfig = () => '{{openai only-in-config}}';
