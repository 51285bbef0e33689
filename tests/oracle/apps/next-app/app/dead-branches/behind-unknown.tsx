export const BehindUnknown = () => <i>behind-unknown</i>;
