import { createContext, memo } from 'react';
import { makeClient } from './make-client';

export const kept = () => `kept ${Date.now()}`;
export const Context = createContext('{{openai create-context}}');
export const Memo = memo(() => '{{openai memo}}');
export const frozen = Object.freeze({ token: '{{openai frozen}}' });
export const made = makeClient('{{openai made}}');
export const plain = { token: '{{openai plain-object}}' };
export const marked = /* @__PURE__ */ makeClient('{{openai marked-pure}}');
