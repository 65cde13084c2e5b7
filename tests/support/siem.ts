import { judge } from '../../policy/engine.js';
import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import type { Change } from './documents.js';
import { evidenceOf, mutated } from './synthesized.js';
import { asOf, type Edit, topologyWith } from './topologies.js';

export const landingZone = 'examples/landing-zone.yaml';
const digest = '0'.repeat(64);

/** What a company declares before its own change of the blueprint: its SIEM reads access logs of a fleet and asks the nodes. */
export const siem: readonly Edit[] = [
  [
    '\nzones:\n',
    `
  siem:
    owner: security-operations
    reason: events of the fleet go to the SIEM, which queries its agents from the management network
    approval: siem
    granted: 2026-10-01
    expires: 2027-09-30
    stacks: [nordic-app-aws-fleet-fleet]
    ranges: [10.9.0.0/16]
    destinations:
      - { account: "444455556666", region: eu-north-1, bucket: nordic-siem-eu-north-1 }
    principals: [arn:aws:iam::555566667777:role/siem-collector]
    containers:
      - name: forwarder
        image: 444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror/forwarder@sha256:${digest}
        stack: nordic-app-aws-fleet-fleet
    arguments:
      - { type: AWS::S3::Bucket, path: MetricsConfigurations.Id }

zones:
`,
  ],
  [
    'approvals:\n',
    'approvals:\n  siem: { kind: extension, subject: extensions.siem, reference: board 5, grantedBy: architecture@nordic.example, grantedOn: 2026-09-24, expires: 2027-09-30 }\n',
  ],
];

/** Findings of a rule on the example of a landing zone that declares it, after a hand edit. */
export function findingsWithSiem(rule: Rule, stack: string, change: Change): Finding[] {
  const loaded = topologyWith(siem, landingZone);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change));
}
