import { stackName } from '../../derived/names.js';
import { type HostOutputs, namedOutputs, type RecordedOutputs } from '../shared/host-outputs.js';
import type { VertexEndpointHost } from './schema.js';

export const outputs: HostOutputs<VertexEndpointHost> = (topology, id, { account }) => [
  namedOutputs(stackName(topology, account, 'google-search', id), id, ['servingConfig', 'searchHost', 'groundingConfig', 'importBucket']),
  ofEndpoint(stackName(topology, account, 'google-vertex', id), id),
];

function ofEndpoint(stack: string, host: string): RecordedOutputs {
  const named = namedOutputs(stack, host, ['modelArmorTemplate', 'modelArmorHost']);
  const owned = ['hosts', host, 'deployments'];
  return {
    stack,
    owns: [owned, ...named.owns],
    valuesOf: (name, value) => {
      const [, field = '', slot] = /^(endpointId|endpointDns|pscAddress)-(blue|green)$/.exec(name) ?? [];
      return slot === undefined ? named.valuesOf(name, value) : [{ path: [...owned, slot, field], value }];
    },
  };
}
