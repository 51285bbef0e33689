import { from } from './guarded';
export const label = from({ label: '{{openai labelled}}' });
