export default 'hello {{openai lang-en}}';
