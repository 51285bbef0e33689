export const a = () => 'whole a';
