export const Unused = () => <i>unused in layout-and-page</i>;
