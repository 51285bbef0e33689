export const charge = () => '{{openai charge}}';
export const notTaken = () => '{{openai not-taken}}';
