import { Glyph } from './glyph';

export const links = [{ href: '/', icon: Glyph }];
