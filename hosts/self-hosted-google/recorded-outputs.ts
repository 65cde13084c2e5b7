import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { GoogleFleetHost } from './schema.js';

export const outputs: HostOutputs<GoogleFleetHost> = noOutputs;
