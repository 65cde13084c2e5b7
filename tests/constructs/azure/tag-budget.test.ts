import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const finance = written('dev-azure-finance');

describe('the budget of a tag', () => {
  it('is of what its tag marks, and starts once', () => {
    expect(inModule(finance, 'azurerm_consumption_budget_subscription', 'development')).toMatchObject({
      amount: 12000,
      filter: { tag: [{ name: 'workload', values: ['development'] }] },
      lifecycle: { ignore_changes: ['time_period'] },
    });
  });
});
