export const masked = process.env.TEXTS_MASKED_SECRET_KEY!.replace(/./g, '*');
export const spaced = process.env.TEXTS_SPACED_SECRET_KEY!.replace(/\s/g, '');
const ended = process.env.TEXTS_ENDED_SECRET_KEY!;
export const end = ended.substring(ended.length - 4);
export const size = btoa(process.env.TEXTS_SIZE_SECRET_KEY!).length;
export const words = `Bearer ${process.env.TEXTS_WORDS_SECRET_KEY}`.split(' ').length;
export const part = ['none', process.env.TEXTS_PART_SECRET_KEY].at(-1);
export const other = [process.env.TEXTS_BEFORE_SECRET_KEY, 'none'].at(1);
