import { type Identity, json, type Listener, listen } from './listener.js';

/** A host that nothing may ever call: each call is a finding. It answers like a model, so that a caller who got there would think to have won. */
export const canary = (identity?: Identity): Promise<Listener> =>
  listen('canary', (call, response) => json(response, 200, { object: 'chat.completion', choices: [], canary: true, path: call.path }), identity);
