import { modelArmorSafeguard } from '../../evidence/guardrails/model-armor-safeguard.js';
import type { HostJudge } from '../shared/host-judge.js';
import type { VertexEndpointHost } from './schema.js';

export const judge: HostJudge<VertexEndpointHost> = { safeguard: (topology, { id }, stacks) => modelArmorSafeguard(topology, id, stacks) };
