export const element = <b>bold</b>;
