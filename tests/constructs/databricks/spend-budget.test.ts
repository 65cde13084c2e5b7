import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

it('a budget counts one value of the tag in one workspace, and tells finance', () => {
  expect(inModule(written('databricks-serving-maverick', 'examples/lakehouse.yaml'), 'databricks_budget')).toMatchObject({
    provider: 'databricks.account',
    filter: { workspace_id: { operator: 'IN', values: [1234567890123456] }, tags: [{ key: 'workload', value: { operator: 'IN', values: ['claims'] } }] },
    alert_configurations: [
      {
        quantity_threshold: '60000',
        quantity_type: 'LIST_PRICE_DOLLARS_USD',
        action_configurations: [{ action_type: 'EMAIL_NOTIFICATION', target: 'cloud-finance@lake.example' }],
      },
    ],
  });
});
