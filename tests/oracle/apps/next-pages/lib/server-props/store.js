console.log('namespace import of a server function', '{{openai store-effect}}');
export const read = () => '{{openai store}}';
