import { title } from '.';
import { Client } from './client';
import { from } from './guarded';
import { createKeys } from './keys';
import { variants } from './variants';

const link = variants('link', { variants: { plain: 'c' } });
const keys = createKeys('post');

export const Calls = () => (
  <b onClick={() => console.log(new Client('live'), from({ label: 'live' }), keys.one('1'))} className={link('plain')}>
    {title}
  </b>
);
