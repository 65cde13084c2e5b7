import { stackName } from '../../derived/names.js';
import { type HostOutputs, namedOutputs } from '../shared/host-outputs.js';
import type { AzureFoundryHost } from './schema.js';

export const outputs: HostOutputs<AzureFoundryHost> = (topology, id, { account }) => {
  const workloads = Object.keys(topology.workloads);
  const named = namedOutputs(stackName(topology, account, 'azure-foundry', id), id, ['endpoint', 'deployment']);
  const owned = ['hosts', id, 'clientIds'];
  const valuesOf = (name: string, value: unknown) => {
    if (name !== 'client_ids') return named.valuesOf(name, value);
    const byWorkload = value !== null && typeof value === 'object' ? Object.entries(value) : [];
    return byWorkload.filter(([workload]) => workloads.includes(workload)).map(([workload, clientId]) => ({ path: [...owned, workload], value: clientId }));
  };
  return [{ stack: named.stack, owns: [owned, ...named.owns], valuesOf }];
};
