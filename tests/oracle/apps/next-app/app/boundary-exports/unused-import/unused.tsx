export const Unused = () => <i>unused in unused-import</i>;
