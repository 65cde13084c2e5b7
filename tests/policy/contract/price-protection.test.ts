import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/price-protection.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const fixed = (until: string): Edit => ['    priceProtectedUntil: 2028-12-31', `    priceProtectedUntil: ${until}`];

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it.each([
    ['none', 'aws-main fixes no prices (as of 2026-11-24).'],
    ['2026-11-23', 'aws-main fixed prices until 2026-11-23 (as of 2026-11-24).'],
    ['2027-02-22', 'aws-main fixes prices until 2027-02-22, which ends in 90 days (as of 2026-11-24).'],
  ])('warns of %s', (until, message) => {
    expect(topologyFindings(rule, [fixed(until)], 'examples/eu-import.yaml')).toMatchObject([{ severity: 'warning', message }]);
  });

  it('accepts a day that is further off', () => {
    expect(topologyFindings(rule, [fixed('2027-02-23')], 'examples/eu-import.yaml')).toEqual([]);
  });
});
