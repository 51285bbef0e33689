export const fallback = () => `fallback of ${document.title}`;
