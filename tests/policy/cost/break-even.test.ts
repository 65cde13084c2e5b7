import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/break-even.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const noReason: Edit = ['  selfHostReason: residency of customer data in the EU\n', ''];

describe(rule.id, () => {
  it.each(topologies)('finds a reason or a gain in %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('refuses a dearer fleet without a reason, and says from which use on it would pay', () => {
    expect(topologyFindings(rule, [noReason])).toMatchObject([
      {
        path: 'hosts.eu-fleet',
        severity: 'error',
        message:
          'The nodes of eu-fleet cost 6,190,811 USD a year at 47% of its capacity used; the same tokens cost 2,735,434 on azure (litellm, 2026-08-01). No load makes up for that. Allowed: less than that, or a reason in finance.selfHostReason.',
      },
    ]);
  });

  it('is silent about a fleet that pays: at a committed rate of 20 USD an hour', () => {
    const committed: Edit = [
      '    provider: aws\n',
      '    provider: aws\n    commitments:\n      p5: {instanceType: p5.48xlarge, count: 12, usdPerHour: 20, start: 2026-01-01, end: 2028-12-31, evidence: order 7}\n',
    ];
    expect(topologyFindings(rule, [noReason, committed])).toEqual([]);
    const dearer: Edit = [committed[0], committed[1].replace('usdPerHour: 20', 'usdPerHour: 30')];
    expect(topologyFindings(rule, [noReason, dearer])).toMatchObject([{ message: expect.stringContaining('It breaks even at 54%.') }]);
  });
});
