export const Card = ({ children }) => <section>{children}</section>;
