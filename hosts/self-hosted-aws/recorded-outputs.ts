import { type HostOutputs, noOutputs } from '../shared/host-outputs.js';
import type { AwsFleetHost } from './schema.js';

export const outputs: HostOutputs<AwsFleetHost> = noOutputs;
