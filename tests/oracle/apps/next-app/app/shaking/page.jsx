'use client';

import { used } from './within';
import { Mode } from './enum-beside-singleton';
import { config } from './fields';
import { providers } from './walked';
import * as space from './space-used';
import { Client } from './classes';
import { kept } from './effects-of-unused';

export default function Page() {
  return (
    <b
      onClick={() =>
        console.log(
          used(),
          Mode.Live,
          config.region,
          providers.map((p) => p.name),
          space.one(),
          new Client().send(),
          kept(),
        )
      }
    >
      shaking
    </b>
  );
}
