import { memo } from 'react';
import { Glyph } from './glyph';

export const memoized = memo(Glyph);
