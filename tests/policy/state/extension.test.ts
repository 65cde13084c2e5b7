import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/extension.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const extension = (expires: string): Edit => [
  '\nzones:\n',
  `\nextensions:\n  siem: { owner: soc, reason: events, approval: siem, granted: 2026-10-01, expires: ${expires}, types: [AWS::SNS::Subscription] }\nzones:\n`,
];
const approval = (subject: string): Edit => [
  'approvals:\n',
  `approvals:\n  siem: { kind: extension, subject: ${subject}, reference: ARB-7, grantedBy: arb@acme.example, grantedOn: 2026-10-01, expires: 2027-09-30 }\n`,
];

describe(rule.id, () => {
  it('accepts one in force, and a topology without any', () => {
    expect(topologyFindings(rule, [])).toEqual([]);
    expect(topologyFindings(rule, [extension('2026-11-24'), approval('extensions.siem')])).toEqual([]);
  });

  it('finds one that expired the day before', () => {
    expect(topologyFindings(rule, [extension('2026-11-23'), approval('extensions.siem')])).toMatchObject([
      { path: 'extensions.siem', severity: 'error', message: expect.stringContaining('siem expired on 2026-11-23, and allows nothing on 2026-11-24') },
    ]);
  });

  it('finds one whose approval speaks of something else', () => {
    const [place, granted] = approval('hosts.eu-fleet');
    expect(topologyFindings(rule, [extension('2026-11-24'), [place, granted.replace('kind: extension', 'kind: quota')]])).toMatchObject([
      { path: 'extensions.siem', message: expect.stringContaining('not of kind extension for extensions.siem') },
    ]);
  });

  it('finds a stack that there is not, and the one that was meant', () => {
    const inStack = (stack: string): Edit => ['types: [AWS::SNS::Subscription] }', `stacks: [${stack}], types: [AWS::SNS::Subscription] }`];
    const found = (stack: string) => topologyFindings(rule, [extension('2026-11-24'), approval('extensions.siem'), inStack(stack)]);
    expect(found('acme-prod-aws-network-eu')).toEqual([]);
    expect(found('acme-prod-aws-netwrok-eu')).toMatchObject([
      {
        path: 'extensions.siem.stacks[0]',
        severity: 'error',
        message: expect.stringContaining('There is no stack acme-prod-aws-netwrok-eu, so that this allows nothing. Did you mean "acme-prod-aws-network-eu"?'),
      },
    ]);
  });
});
