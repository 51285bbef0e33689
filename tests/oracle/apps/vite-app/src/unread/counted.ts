export const counted = () => '{{openai unread-counted}}';
