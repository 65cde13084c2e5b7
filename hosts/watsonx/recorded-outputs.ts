import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { WatsonxHost } from './schema.js';

export const outputs: HostOutputs<WatsonxHost> = noOutputs;
