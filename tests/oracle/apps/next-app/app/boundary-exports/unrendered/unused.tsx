export const Unused = () => <i>unused in unrendered</i>;
