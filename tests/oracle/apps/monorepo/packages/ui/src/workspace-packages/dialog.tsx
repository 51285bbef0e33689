export const Dialog = ({ children }) => <dialog>{children}{'{{openai dialog}}'}</dialog>;
