export default 'guten Tag {{openai lang-de}}';
