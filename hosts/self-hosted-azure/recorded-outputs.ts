import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { AzureFleetHost } from './schema.js';

export const outputs: HostOutputs<AzureFleetHost> = noOutputs;
