import { modelArmorSafeguard } from '../../evidence/guardrails/model-armor-safeguard.js';
import type { HostJudge } from '../shared/host-judge.js';
import { noServers, samePrograms } from '../shared/no-servers-judge.js';
import { endpointProblems } from './judge/endpoints.js';
import type { VertexEndpointHost } from './schema.js';

export const judge: HostJudge<VertexEndpointHost> = {
  safeguard: (topology, { id }, stacks) => modelArmorSafeguard(topology, id, stacks),
  servers: noServers,
  emitted: endpointProblems,
  machines: 'none',
  programs: samePrograms,
};
