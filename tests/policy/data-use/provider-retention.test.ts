import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/provider-retention.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const keepsAws: Edit = [
  '      training: false\n      retentionDays: 0\n      sharedWithModelProvider: false\n      termsUrl: https://aws',
  '      training: false\n      retentionDays: 30\n      sharedWithModelProvider: false\n      termsUrl: https://aws',
];
const keepsAzure: Edit = [
  '      training: false\n      retentionDays: 0\n      sharedWithModelProvider: false\n      termsUrl: https://www.microsoft',
  '      training: false\n      retentionDays: 30\n      sharedWithModelProvider: false\n      termsUrl: https://www.microsoft',
];
/** The approval of Foundry's monitoring, for Bedrock instead. */
const approved: Edit = ['    kind: abuse-monitoring\n    subject: hosts.dev-foundry', '    kind: abuse-monitoring\n    subject: hosts.us-bedrock'];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses a provider that keeps prompts of customers', () => {
    expect(topologyFindings(rule, [keepsAws])).toMatchObject([
      {
        severity: 'error',
        path: 'contracts.aws-main.data.retentionDays',
        message: 'By aws-main the provider of us-bedrock keeps prompts for 30 days, and variable has customer data. Allowed: 0.',
      },
    ]);
  });

  it('accepts it where it is approved, or where no customer is concerned', () => {
    expect(topologyFindings(rule, [keepsAws, approved])).toEqual([]);
    expect(topologyFindings(rule, [keepsAzure])).toEqual([]);
  });

  it('says that an approval is not in force', () => {
    const ended: Edit = [
      'not requested; no customer data\n    grantedBy: privacy@acme.example\n    grantedOn: 2026-10-01',
      'x\n    grantedBy: privacy@acme.example\n    grantedOn: 2026-12-01',
    ];
    expect(topologyFindings(rule, [keepsAws, approved, ended])).toMatchObject([
      { message: expect.stringContaining('approval foundry-review is not in force') },
    ]);
  });
});
