import { asked, type HostPresence } from '../shared/host-presence.js';
import type { VertexEndpointHost } from './schema.js';

export const presence: HostPresence<VertexEndpointHost> = {
  conditions: asked('all its stacks', {
    'Model Armor': ({ host }) => host.modelArmor !== undefined,
    'a deployment in the slot blue': ({ host }) => inSlot(host, 'blue'),
    'a deployment in the slot green': ({ host }) => inSlot(host, 'green'),
    'a private deployment in the slot blue': ({ host }) => inSlot(host, 'blue') && host.endpoint === 'private-psc',
    'a private deployment in the slot green': ({ host }) => inSlot(host, 'green') && host.endpoint === 'private-psc',
  }),
  numbers: asked('all its stacks', {
    'data stores': ({ host }) => Object.keys(host.search?.dataStores ?? {}).length,
  }),
};

/** While a deployment is being replaced, both slots are taken. */
function inSlot(host: VertexEndpointHost, slot: 'blue' | 'green'): boolean {
  return host.slot === slot || host.next !== undefined;
}
