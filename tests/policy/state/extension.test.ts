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
    expect(topologyFindings(rule, [extension('2026-11-24'), approval('hosts.eu-fleet')])).toMatchObject([
      { path: 'extensions.siem', message: expect.stringContaining('not of kind extension for extensions.siem') },
    ]);
  });
});
