'use client';
import { IS_SHARED } from './flag';
import { shown } from './shown';

export const Shared = () => <b onClick={() => IS_SHARED && shown()}>shared</b>;
