import { IS_DEV, IS_PROD, MODE } from './flags';
import { live } from './live';
import { mocks } from './mocks';
import { IS_LIVE, MOCKS } from './more';
import { offline } from './offline';
import { rehearsed } from './rehearsed';
import { tests } from './tests';
import { tools } from './tools';

export const Flags = () => (
  <b
    onClick={() => {
      if (IS_DEV) console.log(tools());
      if (MODE === 'test') console.log(tests());
      console.log(MOCKS ? mocks() : 'none');
      if (!IS_LIVE) console.log(rehearsed());
      if (IS_PROD) return console.log(live());
      console.log(offline());
    }}
  >
    flags
  </b>
);
