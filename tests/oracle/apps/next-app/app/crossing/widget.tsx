'use client';

import { LIMIT } from './server-part';

export const Widget = ({ title }) => <b onClick={() => console.log(title, LIMIT)}>widget</b>;
