export const sorted = () => '{{openai unread-sorted}}';
