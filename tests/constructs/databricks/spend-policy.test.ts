import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const serving = written('databricks-serving-maverick', 'examples/lakehouse.yaml');

it('a budget policy is the account’s, is bound to one workspace and carries the tags of the endpoint', () => {
  const policy = inModule(serving, 'databricks_budget_policy');
  expect(policy).toMatchObject({ provider: 'databricks.account', policy_name: 'lake-maverick', binding_workspace_ids: [1234567890123456] });
  expect(policy.custom_tags).toContainEqual({ key: 'workload', value: 'claims' });
  expect(policy.custom_tags).toContainEqual({ key: 'contract-id', value: 'dbx-2026-031' });
  expect(policy.custom_tags.length).toBeLessThanOrEqual(20);
  const endpoint = inModule(serving, 'databricks_model_serving_provisioned_throughput');
  expect(endpoint.tags).toEqual(policy.custom_tags);
  expect(endpoint.budget_policy_id).toMatch(/^\$\{databricks_budget_policy\.[\w]+\.policy_id\}$/);
});
