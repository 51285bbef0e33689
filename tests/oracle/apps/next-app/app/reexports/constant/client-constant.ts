'use client';

import { compute } from './compute';

export const SIZE = compute();
export const OTHER = '{{openai other-constant}}';
