export const BehindUnknownGlobal = () => <i>behind-unknown-global</i>;
