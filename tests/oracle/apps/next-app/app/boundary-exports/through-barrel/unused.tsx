export const Unused = () => <i>unused in through-barrel</i>;
