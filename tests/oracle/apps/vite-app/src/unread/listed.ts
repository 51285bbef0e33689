export const listed = () => '{{openai unread-listed}}';
