export const Unused = () => <i>unused in two-statements</i>;
