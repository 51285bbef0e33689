export const tests = () => '{{openai in-tests}}';
