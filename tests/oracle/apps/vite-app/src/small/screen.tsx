import { LIMIT } from './limits';
import { IS_WIDE, LANG, PAGE_SIZE } from './sizes';

export const Small = () => <b lang={LANG}>{IS_WIDE ? LIMIT + PAGE_SIZE : Math.random() * PAGE_SIZE}</b>;
