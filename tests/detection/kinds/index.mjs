// All kinds of secrets that are planted.
import ai from './ai.mjs';
import auth from './auth.mjs';
import cloud from './cloud.mjs';
import messaging from './messaging.mjs';
import payments from './payments.mjs';
import platforms from './platforms.mjs';

export const KINDS = [...messaging, ...ai, ...payments, ...cloud, ...auth, ...platforms];
