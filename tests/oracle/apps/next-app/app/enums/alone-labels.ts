import { Alone } from './alone';

export const aloneLabels = { [Alone.On]: 'On' };
