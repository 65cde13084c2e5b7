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
        message:
          'By aws-main the provider of us-bedrock keeps prompts for 30 days, and global-assist with internal data allows 0, variable with customer data allows 0.',
      },
    ]);
  });

  it('accepts it where it is approved, and where each workload allows it', () => {
    expect(topologyFindings(rule, [keepsAws, approved])).toEqual([]);
    // The approval of Foundry's own monitoring.
    expect(topologyFindings(rule, [keepsAzure])).toEqual([]);
    expect(topologyFindings(rule, [keepsAzure, approved])).toMatchObject([{ path: 'contracts.azure-main.data.retentionDays' }]);
    const allowed: Edit = [
      'cc-4711\n    budget: {usdPerMonth: 12000}\n    regimes: []\n    terms: {retentionDays: 0,',
      'cc-4711\n    budget: {usdPerMonth: 12000}\n    regimes: []\n    terms: {retentionDays: 30,',
    ];
    expect(topologyFindings(rule, [keepsAzure, approved, allowed])).toEqual([]);
  });

  it('refuses an archive of ten years, approved or not, on nodes of your own too', () => {
    const archive = (edit: Edit): Edit => [edit[0], edit[1].replace('retentionDays: 30', 'retentionDays: 3650')];
    expect(topologyFindings(rule, [archive(keepsAzure)])).toMatchObject([{ message: expect.stringContaining('approval foundry-review covers 30 days') }]);
    expect(topologyFindings(rule, [archive(keepsAws)]).map(({ message }) => message.split(' keeps')[0])).toEqual([
      'By aws-main the provider of eu-fleet',
      'By aws-main the provider of us-bedrock',
    ]);
  });

  it('takes a contract without data terms for no promise at all, whatever is approved', () => {
    const unspoken: Edit = [
      '    data:\n      training: false\n      retentionDays: 0\n      sharedWithModelProvider: false\n      termsUrl: https://www.microsoft.com/licensing/terms/\n      reviewedOn: 2026-10-01\n',
      '    data: none\n',
    ];
    expect(topologyFindings(rule, [unspoken])).toMatchObject([
      {
        severity: 'error',
        path: 'contracts.azure-main.data',
        message: 'azure-main records no data terms: nothing says how long the provider of dev-foundry keeps prompts of development.',
      },
    ]);
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
