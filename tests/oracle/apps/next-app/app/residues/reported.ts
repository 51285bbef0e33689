export const reported = () => `reported ${document.title}`;
