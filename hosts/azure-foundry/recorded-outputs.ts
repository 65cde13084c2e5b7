import { stackName } from '../../derived/names.js';
import { clientIdOutputs, type HostOutputs, namedOutputs } from '../shared/host-outputs.js';
import type { AzureFoundryHost } from './schema.js';

export const outputs: HostOutputs<AzureFoundryHost> = (topology, id, { account }) => {
  const stack = stackName(topology, account, 'azure-foundry', id);
  const [named, clients] = [namedOutputs(stack, id, ['endpoint', 'deployment']), clientIdOutputs(topology, stack, id)];
  return [{ stack, owns: [...clients.owns, ...named.owns], valuesOf: (name, value) => clients.valuesOf(name, value) ?? named.valuesOf(name, value) }];
};
