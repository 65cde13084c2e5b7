import { stackName } from '../../derived/names.js';
import { clientIdOutputs, type HostOutputs } from '../shared/host-outputs.js';
import type { DatabricksHost } from './schema.js';

export const outputs: HostOutputs<DatabricksHost> = (topology, id, { account }) => [
  clientIdOutputs(topology, stackName(topology, account, 'databricks-serving', id), id),
];
