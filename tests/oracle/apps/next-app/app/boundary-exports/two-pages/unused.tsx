export const Unused = () => <i>unused in two-pages</i>;
