export const taken = () => '{{openai taken}}';
export const notTaken = () => '{{openai not-taken}}';
