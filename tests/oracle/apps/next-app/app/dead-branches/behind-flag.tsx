export const BehindFlag = () => <i>behind-flag</i>;
