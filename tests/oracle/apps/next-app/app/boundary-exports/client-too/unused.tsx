export const Unused = () => <i>unused in client-too</i>;
