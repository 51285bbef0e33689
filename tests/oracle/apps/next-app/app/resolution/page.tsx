'use client';

import { viaStar } from '@/app/resolution/star';
import { viaExact } from '~exact';
import { viaSecond } from '~either/target';
import { viaFolder } from './folder';
import { viaMain } from './package-main';
import { viaHash } from '#lib/target';
import { viaSuffix } from './suffix.ts';
import { viaModule } from './module.mjs';
import data from './data.json';

export default function Page() {
  return (
    <b
      onClick={() =>
        console.log(viaStar(), viaExact(), viaSecond(), viaFolder(), viaMain(), viaHash(), viaSuffix(), viaModule(), data.title)
      }
    >
      resolution
    </b>
  );
}
