import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { VertexMaasHost } from './schema.js';

export const outputs: HostOutputs<VertexMaasHost> = noOutputs;
