export const slug = (text: string) => text.toLowerCase();
