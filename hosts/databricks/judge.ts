import { hostBudget } from '../../derived/budgets.js';
import { principalName, servingName } from '../../derived/databricks-places.js';
import { tagsFor } from '../../derived/tags.js';
import { Allowed, anyOrder, type Form } from '../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../evidence/expected/resources.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { entity, workloadsOn } from '../../topology/views.js';
import { hostnameOf, named } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { noServers, samePrograms, unscreenedHost } from '../shared/no-servers-judge.js';
import { servedEntity } from './model.js';
import type { DatabricksHost } from './schema.js';

export const judge: HostJudge<DatabricksHost> = {
  // AI Gateway has two switches and no list of what it refuses: it covers no item of the acceptable use policy by itself.
  safeguard: unscreenedHost,
  filtered: () => 'none',
  servers: noServers,
  emitted: servingProblems,
  oversteps: () => [],
  speaks: 'databricks',
  answering: ({ topology, host }) => hostnameOf(entity(topology.accounts.databricks, host.account).workspaceUrl).map(named),
  screening: () => [],
  grounding: () => [],
  recorded: () => [],
  shares: 'none',
  machines: 'none',
  weights: 'none',
  programs: samePrograms,
};

/** An endpoint with its budget policy and budget where it has model units; a principal for each workload, whatever it calls. */
function* servingProblems(judged: JudgedHost<DatabricksHost>): Iterable<Problem> {
  const { topology, id, host, stacks } = judged;
  const own = host.modelUnits === undefined ? 0 : 1;
  for (const type of ['databricks_model_serving_provisioned_throughput', 'databricks_budget_policy']) yield* countDiffers(stacks, type, own);
  yield* countDiffers(stacks, 'databricks_budget', own === 1 && hostBudget(topology, 'databricks', id) !== undefined ? 1 : 0);
  for (const [type, fields] of Object.entries(own === 0 ? {} : formsOf(judged))) {
    for (const resource of ofType(stacks, type)) yield* fieldsDiffer(resource, fields);
  }
  const callers = workloadsOn(topology, id).map(([workload]) => principalName(topology, id, workload));
  const principals = ofType(stacks, 'databricks_service_principal');
  yield* countDiffers(stacks, 'databricks_service_principal', callers.length);
  for (const resource of principals) {
    if (!callers.includes(String(resource.properties['display_name'])))
      yield { resource, message: `${resource.id} is ${String(resource.properties['display_name'])}. Allowed: ${callers.join(', ') || 'none'}.` };
    // A right of the workspace beside that to enter it, and a principal that is only switched off when it goes.
    for (const field of [
      'active',
      'allow_cluster_create',
      'allow_instance_pool_create',
      'databricks_sql_access',
      'workspace_access',
      'workspace_consume',
      'force',
    ])
      if (resource.properties[field] !== undefined) yield { resource, message: `${resource.id} has ${field}. Allowed: nothing but a name.` };
    yield* fieldsDiffer(resource, { disable_as_user_deletion: false });
  }
}

function formsOf({ topology, id, host, stacks }: JudgedHost<DatabricksHost>): Readonly<Record<string, Readonly<Record<string, Form>>>> {
  const { workspaceId = 'unknown' } = entity(topology.accounts.databricks, host.account);
  const { name: entityName, version } = servedEntity(topology, host);
  const name = servingName(topology, id);
  const tags = anyOrder(Object.entries(tagsFor(topology, { host: id })).map(([key, value]) => ({ key, value })));
  const { tokensPerMinute, guardrails } = host;
  const filter = guardrails && { safety: guardrails.safety, pii: { behavior: guardrails.personalData === 'block' ? 'BLOCK' : 'NONE' } };
  const budget = hostBudget(topology, 'databricks', id);
  const policies = ofType(stacks, 'databricks_budget_policy');
  return {
    databricks_model_serving_provisioned_throughput: {
      name,
      budget_policy_id: new Allowed('policy_id of the budget policy of the stack', (text) => policies.some((policy) => text === `\${${policy.id}.policy_id}`)),
      config: {
        served_entities: { name: 'declared-model', entity_name: entityName, entity_version: version, provisioned_model_units: host.modelUnits ?? 0 },
        traffic_config: { routes: { served_entity_name: 'declared-model', traffic_percentage: 100 } },
      },
      ai_gateway: {
        usage_tracking_config: { enabled: true },
        inference_table_config: { enabled: false },
        fallback_config: { enabled: false },
        ...(tokensPerMinute !== undefined && { rate_limits: { key: 'endpoint', tokens: tokensPerMinute, renewal_period: 'minute' } }),
        ...(filter && { guardrails: { input: filter, output: filter } }),
      },
      tags,
    },
    databricks_budget_policy: { policy_name: name, binding_workspace_ids: [workspaceId], custom_tags: tags },
    databricks_budget: {
      display_name: name,
      filter: {
        workspace_id: { operator: 'IN', values: [workspaceId] },
        tags: { key: 'workload', value: { operator: 'IN', values: [budget?.workload ?? 'none'] } },
      },
      alert_configurations: {
        time_period: 'MONTH',
        trigger_type: 'CUMULATIVE_SPENDING_EXCEEDED',
        quantity_type: 'LIST_PRICE_DOLLARS_USD',
        quantity_threshold: budget?.usdPerMonth ?? 0,
        action_configurations: anyOrder(topology.finance.notify.map((target) => ({ action_type: 'EMAIL_NOTIFICATION', target }))),
      },
    },
  };
}
