import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { WorkersAiHost } from './schema.js';

export const outputs: HostOutputs<WorkersAiHost> = noOutputs;
