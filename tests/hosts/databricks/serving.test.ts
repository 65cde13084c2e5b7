import { describe, expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as federatedRole } from '../../../policy/identity/federated-role.js';
import { rule as gatewayRights } from '../../../policy/identity/gateway-rights.js';
import { rule as workloadRole } from '../../../policy/identity/workload-role.js';
import { rule as copies } from '../../../policy/residency/copies.js';
import type { Rule } from '../../../policy/rule.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';

const file = 'examples/lakehouse.yaml';
const all = [emitted, federatedRole, gatewayRights, workloadRole, copies];
/** Messages after one resource of the stack of model units was changed by hand. */
const after = (rule: Rule, type: string, change: (resource: Json) => void) =>
  findingsAfter(rule, 'databricks-serving-maverick', (document) => change(Object.values<Json>(document.resource[type])[0]), {}, file)
    .map(({ message }) => message)
    .join('\n');
const endpoint = 'databricks_model_serving_provisioned_throughput';

describe('ServingStack', () => {
  it('makes nothing of an endpoint by the token but the right to call it', () => {
    expect(Object.keys(written('databricks-serving-by-token', file).resource ?? {}).sort()).toEqual([
      'databricks_mws_permission_assignment',
      'databricks_service_principal',
      'databricks_service_principal_federation_policy',
    ]);
  });

  it.each(all.map((rule) => [rule.id, rule] as const))('is as %s wants it', (_, rule) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (resource: Json) => void, string]>([
    ['more model units', endpoint, ({ config }) => (config.served_entities[0].provisioned_model_units = 200), 'config.served_entities'],
    ['another model', endpoint, ({ config }) => (config.served_entities[0].entity_name = 'main.tuned.llama'), 'config.served_entities'],
    ['another version', endpoint, ({ config }) => (config.served_entities[0].entity_version = '2'), 'config.served_entities'],
    ['usage that nobody counts', endpoint, ({ ai_gateway }) => (ai_gateway.usage_tracking_config.enabled = false), 'ai_gateway.usage_tracking_config'],
    ['no rate limit', endpoint, ({ ai_gateway }) => delete ai_gateway.rate_limits, 'lacks ai_gateway.rate_limits'],
    ['no guardrail', endpoint, ({ ai_gateway }) => (ai_gateway.guardrails.input.safety = false), 'ai_gateway.guardrails.input.safety'],
    ['another budget policy', endpoint, (one) => (one.budget_policy_id = 'other'), 'budget_policy_id'],
    ['a budget policy of every workspace', 'databricks_budget_policy', (one) => (one.binding_workspace_ids = []), 'binding_workspace_ids'],
    ['a budget of another workload', 'databricks_budget', ({ filter }) => (filter.tags[0].value.values = ['other']), 'filter.tags'],
    ['a higher budget', 'databricks_budget', ({ alert_configurations: [first] }) => (first.quantity_threshold = '90000'), 'quantity_threshold'],
    ['a principal that may start clusters', 'databricks_service_principal', (one) => (one.allow_cluster_create = true), 'allow_cluster_create'],
    ['a principal that only sleeps', 'databricks_service_principal', (one) => (one.disable_as_user_deletion = true), 'disable_as_user_deletion'],
  ])('capacity/emitted refuses %s', (_, type, change, says) => {
    expect(after(emitted, type, change)).toContain(says);
  });

  it.each<[string, Rule, string, (resource: Json) => void, string]>([
    ['prompts in a table', copies, endpoint, ({ ai_gateway }) => (ai_gateway.inference_table_config.enabled = true), 'stores every prompt'],
    ['a fallback', copies, endpoint, ({ ai_gateway }) => (ai_gateway.fallback_config.enabled = true), 'sends prompts to another endpoint'],
    [
      'a manager of the endpoint',
      workloadRole,
      'databricks_permissions',
      ({ access_control: [first] }) => (first.permission_level = 'CAN_MANAGE'),
      'gives CAN_MANAGE',
    ],
    ['an admin of the workspace', workloadRole, 'databricks_mws_permission_assignment', (one) => (one.permissions = ['ADMIN']), 'gives ADMIN'],
    ['a right that is missing', gatewayRights, 'databricks_permissions', (one) => (one.access_control = []), 'Nothing gives the gateway of claims CAN_QUERY'],
    ['another workspace', gatewayRights, 'databricks_mws_permission_assignment', (one) => (one.workspace_id = 1), 'Nothing gives the gateway of claims USER'],
  ])('refuses %s', (_, rule, type, change, says) => {
    expect(after(rule, type, change)).toContain(says);
  });

  const policy = 'databricks_service_principal_federation_policy';
  it.each<[string, (policy: Json) => void, string]>([
    ['another role', (one) => (one.subject = 'arn:aws:iam::333344445555:role/other'), 'is no gateway role'],
    ['the role of another workload', (one) => (one.subject = 'arn:aws:iam::333344445555:role/llama-platform-lake-drafts'), 'is the role of drafts'],
    ['another issuer', (one) => (one.issuer = 'https://other.example'), 'not the issuer of a gateway'],
    ['tokens for anybody', (one) => (one.audiences = ['databricks']), 'Allowed: the id of the Databricks account alone'],
    ['keys of its own', (one) => (one.jwks_uri = 'https://other.example/keys'), 'oidc_policy has jwks_uri'],
    ['any claim for a subject', (one) => (one.subject_claim = 'email'), 'oidc_policy has subject_claim'],
  ])('identity/federated-role refuses %s', (_, change, says) => {
    expect(after(federatedRole, policy, ({ oidc_policy }) => change(oidc_policy))).toContain(says);
  });
});
