export const asked = () => '{{openai unread-asked}}';
