import { isResident } from '../../../derived/residents.js';
import { adaptationsOf, carriedModel, carriesPriority } from '../../../gateway/adaptations.js';
import { bodyBytes } from '../../../gateway/body-bytes.js';
import { commonFields } from '../../../gateway/fields.js';
import type { WorkloadPlan, ZonePlan } from '../../../gateway/zone-plan.js';
import { entity } from '../../../topology/views.js';
import { filled } from './filled.js';

/** What the policy service is told of each workload. */
export function expectedWorkloads({ topology, workloads }: ZonePlan): unknown {
  return Object.fromEntries(workloads.map((plan) => [plan.id, workload(topology, plan)]));
}

function workload(topology: ZonePlan['topology'], plan: WorkloadPlan): unknown {
  const { hops, guards } = plan;
  const targets = hops.map(({ target }) => target);
  const contextTokens = Math.min(...targets.map((target) => target.contextTokens));
  const model = carriedModel(topology, plan);
  const order = isResident(topology, plan.workload) ? 'resident' : 'background';
  return filled('processes', 'workload', {
    model,
    release: entity(topology.models, model).release,
    fields: commonFields(targets.map(({ fields }) => fields)),
    'context tokens': contextTokens,
    'answer tokens': Math.min(contextTokens - 1, ...targets.map(({ answerTokens }) => answerTokens)),
    'body bytes': bodyBytes(contextTokens),
    priority: carriesPriority(topology, plan) ? filled('processes', order) : 'none',
    'tool streams': targets.some(({ server }) => server.protocol === 'converse') ? 'in one' : 'in pieces',
    adaptations: adaptationsOf(topology, plan),
    guard: guards.length === 0 ? 'none' : guard(topology, plan),
    grounding: grounding(plan),
  });
}

function guard(topology: ZonePlan['topology'], { workload: { dataClass }, guards }: WorkloadPlan): unknown {
  const mode = topology.gateway.guard[dataClass];
  const judges = guards.map(({ name, host, service }) =>
    service.kind === 'llama-guard'
      ? filled('processes', 'llama-guard', { host, service: name, 'guard model': service.target.body.model })
      : filled('processes', 'model-armor', { host, service: name, template: service.template }),
  );
  return filled('processes', 'guard', { after: mode === 'before' ? 'none' : mode, judges });
}

function grounding({ search }: WorkloadPlan): unknown {
  if (search === 'none') return 'none';
  return filled('processes', 'grounding', { host: search.host, service: search.name, 'serving config': search.service.servingConfig });
}
