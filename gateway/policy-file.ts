import { isResident } from '../derived/residents.js';
import type { GuardForm, PolicyFile, PolicyWorkload } from '../runtime/gateway/forms/policy.js';
import { entity } from '../topology/views.js';
import { adaptationsOf, carriedModel, carriesPriority } from './adaptations.js';
import { bodyBytes } from './body-bytes.js';
import { callerTokens } from './caller-tokens.js';
import { commonFields } from './fields.js';
import { grounding } from './grounding.js';
import { keysFile, sockets } from './places.js';
import type { Guard, WorkloadPlan, ZonePlan } from './zone-plan.js';

/** vLLM's priorities: lower goes first. */
const priorities = { resident: 0, background: 10 } as const;

/** Characters by which a stream is held back for its guard. */
const windowCharacters = 400;

/** What the policy service of a zone is started with. */
export function policyFile({ topology, zone, workloads }: ZonePlan): PolicyFile {
  const { identity } = entity(topology.gateway.zones, zone);
  return {
    version: 1,
    topology: topology.name,
    zone,
    listen: sockets.policy,
    egress: sockets.egress,
    keys: keysFile,
    ...(identity !== undefined && { tokens: callerTokens(identity) }),
    workloads: Object.fromEntries(workloads.map((plan) => [plan.id, workloadOf(topology, plan)])),
  };
}

function workloadOf(topology: ZonePlan['topology'], plan: WorkloadPlan): PolicyWorkload {
  const { workload, hops, search } = plan;
  const contextTokens = Math.min(...hops.map(({ target }) => target.contextTokens));
  const model = carriedModel(topology, plan);
  return {
    model,
    release: entity(topology.models, model).release,
    fields: commonFields(hops.map(({ target }) => target.fields)),
    contextTokens,
    answerTokens: Math.min(contextTokens - 1, ...hops.map(({ target }) => target.answerTokens)),
    bodyBytes: bodyBytes(contextTokens),
    priority: carriesPriority(topology, plan) ? priorities[isResident(topology, workload) ? 'resident' : 'background'] : 'none',
    // Bedrock refuses tools in ConverseStream for Llama: facts/gateway.yaml.
    toolStreams: hops.some(({ target }) => target.server.protocol === 'converse') ? 'in one' : 'in pieces',
    adaptations: adaptationsOf(topology, plan),
    guard: guardOf(topology, plan),
    grounding:
      search === 'none' ? 'none' : { host: search.host, authority: `search.${search.name}`, servingConfig: search.service.servingConfig, ...grounding },
  };
}

function guardOf(topology: ZonePlan['topology'], { workload, guards }: WorkloadPlan): PolicyWorkload['guard'] {
  if (guards.length === 0) return 'none';
  const mode = topology.gateway.guard[workload.dataClass];
  const after = mode === 'before' ? 'none' : mode;
  return { before: true, after, windowCharacters, by: guards.map((guard) => judgeOf(guard)) };
}

function judgeOf({ name, host, service }: Guard): GuardForm {
  const at = { host, authority: `guard.${name}` };
  return service.kind === 'llama-guard'
    ? { kind: 'llama-guard', ...at, model: service.target.body.model }
    : { kind: 'model-armor', ...at, template: service.template };
}
