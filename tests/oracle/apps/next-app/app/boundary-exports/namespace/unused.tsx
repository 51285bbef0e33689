export const Unused = () => <i>unused in namespace</i>;
