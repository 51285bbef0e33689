export const Unused = () => <i>unused in two-modules</i>;
