const key = process.env.MODULES_TEXT_SECRET_KEY;
const other = process.env.MODULES_BESIDE_SECRET_KEY;
export { key as 'the-key', other as 'the-other' };

export const later: { a?: string; b?: string } = {};
later.a = process.env.MODULES_LATER_SECRET_KEY;
later.b = process.env.MODULES_LEFT_SECRET_KEY;

export const list = [{ key: process.env.MODULES_LIST_SECRET_KEY, note: process.env.MODULES_NOTE_SECRET_KEY }];
