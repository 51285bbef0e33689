'use client';

import { fromOther, unusedExport } from './exported';
import { settings } from './object';
import { forms } from './forms';
import { uncertain } from './uncertain';
import { importedByName } from './imported-by-name';
import { absent } from './absent';

export default function Page() {
  return <b onClick={() => console.log(fromOther, settings, forms(), uncertain(), absent(), importedByName())}>env</b>;
}
