import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/audit-trail.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/us-maverick.yaml';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('asks for a record of the trail of each AWS account, at the host on the route', () => {
    const none: Edit = ['    kind: audit-trail\n    subject: accounts.aws.serving', '    kind: audit-trail\n    subject: accounts.aws.supply'];
    expect(topologyFindings(rule, [none], file)).toMatchObject([
      {
        severity: 'error',
        path: 'workloads.claims.route[0]',
        file,
        message: expect.stringMatching(/^claims falls under hipaa, and nothing says that calls in accounts\.aws\.serving/),
      },
      { path: 'workloads.claims.route[1]' },
    ]);
    const ended: Edit = [
      'record SOC-2026-7\n    grantedBy: security@insurance.example\n    grantedOn: 2026-10-01',
      'x\n    grantedBy: security@insurance.example\n    grantedOn: 2026-12-01',
    ];
    expect(topologyFindings(rule, [ended], file)[0]?.message).toContain('; approval calls is not in force');
  });

  it('leaves to the output what the output shows: projects and subscriptions that are owned here', () => {
    const hipaa: Edit = ['    budget: {usdPerMonth: 110000}\n    regimes: [gdpr]', '    budget: {usdPerMonth: 110000}\n    regimes: [hipaa]'];
    expect(topologyFindings(rule, [hipaa])).toEqual([]);
    const lent: Edit = ['    billingAccount: 000000-000000-000000\n      owns: true', '    billingAccount: 000000-000000-000000\n      owns: false'];
    const notOwned: Edit = [lent[0].replace('    billing', '      billing'), lent[1].replace('    billing', '      billing')];
    expect(topologyFindings(rule, [hipaa, notOwned])).toMatchObject([{ path: 'workloads.grounded.route[0]' }]);
  });
});
