export const BehindLocalFlag = () => <i>behind-local-flag</i>;
