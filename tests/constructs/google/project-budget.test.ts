import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the budget of a project', () => {
  it('is the sum of the budgets of its workloads', () => {
    expect(inModule(foundation, 'google_billing_budget')).toMatchObject({ amount: { specified_amount: { currency_code: 'USD', units: '60000' } } });
    const gce = written('google-foundation-gpu', 'examples/eu-gce.yaml');
    expect(inModule(gce, 'google_billing_budget')).toMatchObject({ amount: { specified_amount: { units: '250000' } } });
  });
});
