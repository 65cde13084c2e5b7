import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { DatabricksHost } from './schema.js';

export const outputs: HostOutputs<DatabricksHost> = noOutputs;
