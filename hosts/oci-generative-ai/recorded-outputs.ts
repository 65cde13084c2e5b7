import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { OciGenerativeAiHost } from './schema.js';

export const outputs: HostOutputs<OciGenerativeAiHost> = noOutputs;
