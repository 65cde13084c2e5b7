import { describe, expect, it } from 'vitest';
import type { Json, RootModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');
const named = (module: RootModule, name: string) =>
  Object.values<Json>(module.resource?.['google_billing_budget'] ?? {}).find(({ display_name }) => display_name === name) as Json;

describe('the budget of a project', () => {
  it('is the sum of the budgets of its workloads, and of everything in the project', () => {
    const whole = named(foundation, 'acme search');
    expect(whole.amount).toEqual({ specified_amount: { currency_code: 'USD', units: '110000' } });
    expect(whole.budget_filter).toEqual({ projects: ['projects/123456789012'] });
    const gce = written('google-foundation-gpu', 'examples/eu-gce.yaml');
    expect(named(gce, 'eu-gce gpu').amount.specified_amount.units).toBe('255000');
  });

  it('of what workloads share is of what its label marks, as much as finance says, and told to the same people', () => {
    const shared = named(foundation, 'acme search shared');
    expect(shared).toMatchObject({
      amount: { specified_amount: { currency_code: 'USD', units: '400' } },
      budget_filter: { projects: ['projects/123456789012'], labels: { workload: 'shared' } },
    });
    const whole = named(foundation, 'acme search');
    expect(shared.all_updates_rule).toEqual(whole.all_updates_rule);
    expect(shared.threshold_rules).toEqual(whole.threshold_rules);
  });
});
