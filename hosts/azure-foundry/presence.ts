import { callersWithIssuer } from '../shared/entra-presence.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import { capacityOf } from './capacity.js';
import type { AzureFoundryHost } from './schema.js';

export const presence: HostPresence<AzureFoundryHost> = {
  conditions: asked('azure-foundry', {
    'a capacity that can be used up': ({ host }) => ['tokens a minute', 'provisioned units'].includes(capacityOf(host).unit),
  }),
  numbers: asked('azure-foundry', { 'callers whose issuer is known': callersWithIssuer }),
};
