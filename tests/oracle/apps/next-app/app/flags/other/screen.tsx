'use client';
import { IS_SHARED } from '../shared/flag';

export const Other = () => <b onClick={() => console.log(IS_SHARED ? 'yes' : 'no')}>other</b>;
