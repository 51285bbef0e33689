export const kept = () => '{{openai unread-kept}}';
