import { workloadsOn } from '../../topology/views.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import type { WatsonxHost } from './schema.js';

export const presence: HostPresence<WatsonxHost> = {
  conditions: asked('watsonx-runtime', { 'callers in IBM Cloud': ({ topology, id }) => workloadsOn(topology, id).length > 0 }),
  numbers: {},
};
