import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/review-age.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const reviewed = (day: string): Edit => ['service-terms/\n      reviewedOn: 2026-10-01', `service-terms/\n      reviewedOn: ${day}`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('accepts 365 days and no more', () => {
    expect(topologyFindings(rule, [reviewed('2025-11-24')])).toEqual([]);
    expect(topologyFindings(rule, [reviewed('2025-11-23')])).toMatchObject([{ message: expect.stringContaining('366 days before 2026-11-24. Allowed: 365.') }]);
  });

  it('refuses a review of 2009, at its line', () => {
    expect(topologyFindings(rule, [reviewed('2009-05-01')])).toMatchObject([
      { severity: 'error', path: 'contracts.aws-main.data.reviewedOn', file: 'topology.approvals.yaml', line: 15 },
    ]);
  });
});
