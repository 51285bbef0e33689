export default 'bonjour {{openai lang-fr}}';
