'use client';
import { here } from '.';
import { Glyph } from './glyph';
import { base, list, site } from './shared';

export function Second() {
  return (
    <p onClick={() => alert([here(), base, list, site, 'Second'])}>
      <Glyph />
    </p>
  );
}
