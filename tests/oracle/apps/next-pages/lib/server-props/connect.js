export default () => '{{openai connect}}';
