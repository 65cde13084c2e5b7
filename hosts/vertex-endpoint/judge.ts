import { named } from '../shared/answering-judge.js';
import type { HostJudge } from '../shared/host-judge.js';
import { noServers, samePrograms } from '../shared/no-servers-judge.js';
import { endpointProblems } from './judge/endpoints.js';
import { modelArmorSafeguard } from './judge/safeguard.js';
import { vertexValues } from './judge/values.js';
import type { VertexEndpointHost } from './schema.js';

export const judge: HostJudge<VertexEndpointHost> = {
  safeguard: (topology, { id, host }, stacks) => modelArmorSafeguard(topology, id, host, stacks),
  filtered: () => 'none',
  servers: noServers,
  emitted: endpointProblems,
  oversteps: () => [],
  speaks: 'vertex-garden',
  answering: ({ outputs, id, host }) =>
    Object.values(outputs.hosts?.[id]?.deployments ?? {}).flatMap(({ endpointDns: name, pscAddress }) => {
      const address = host.endpoint === 'private-psc' ? pscAddress : name;
      return name === undefined || address === undefined ? [] : [{ kind: 'server' as const, name, address }];
    }),
  screening: ({ outputs, id, host }) => (host.modelArmor === undefined ? [] : namesOf(outputs.hosts?.[id]?.modelArmorHost)),
  grounding: ({ outputs, id, host }) => (host.search === undefined ? [] : namesOf(outputs.hosts?.[id]?.searchHost)),
  recorded: vertexValues,
  shares: 'none',
  machines: 'none',
  weights: 'none',
  programs: samePrograms,
};

function namesOf(name: string | undefined) {
  return name === undefined ? [] : [named(name)];
}
