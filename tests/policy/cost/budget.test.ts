import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/budget.js';
import { lineOf, topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('finds every workload of %s within its budget', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('compares what a workload pays on all of its hosts', () => {
    const small: Edit = ['budget: {usdPerMonth: 190000}', 'budget: {usdPerMonth: 186000}'];
    const [found, ...others] = topologyFindings(rule, [small]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: 'workloads.global-assist.budget', severity: 'error' });
    expect(found?.message).toBe('global-assist is planned at 186,480 USD a month (eu-fleet 181,137, us-bedrock 5,343). Allowed: its budget of 186,000.');
    expect(lineOf(found, [small])).toBe('budget: {usdPerMonth: 186000}');
  });

  it('says that a price is missing where the known part alone is too much', () => {
    const small: Edit = ['budget: { usdPerMonth: 200000 }', 'budget: { usdPerMonth: 50000 }'];
    expect(topologyFindings(rule, [small], 'examples/sovereign.yaml')).toMatchObject([
      // Two nodes all year, and two more for 5,088 hours after their block ends, at 58.8928.
      { message: expect.stringMatching(/at least 135,925 USD a month .*no price of fleet, screen is known/) },
    ]);
  });
});
