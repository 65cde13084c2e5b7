import { describe, expect, it } from 'vitest';
import { costDelta } from '../../diff/cost.js';
import { topologyChanges } from '../../diff/topology.js';
import { pair } from '../support/pair.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const between = (before: readonly Edit[], after: readonly Edit[]) =>
  topologyChanges(topologyWith(before).topology, topologyWith(after).topology).map(({ path, topic, text }) => [path, topic, text]);

/** Networks that nothing else refers to. */
const west: Edit = [
  '  grounding:\n    cloud: google',
  '  west: {cloud: aws, account: prod, region: us-west-2, cidr: 10.42.0.0/16, availabilityZones: [us-west-2a, us-west-2b]}\n  grounding:\n    cloud: google',
];
const link: Edit = ['  eu-google:\n', '  us-west: {kind: peering, networks: [us, west], ranges: [10.70.0.0/16], dnsForwarding: [example.com]}\n  eu-google:\n'];

describe('a network', () => {
  it('comes and goes in words, with its link', () => {
    expect(between([], [west, link])).toEqual([
      [
        'links.us-west',
        'access',
        'link `us-west` is new: us and west reach each other by peering; it carries 10.70.0.0/16 besides; example.com resolves across it; the path has to be there already, and only the ends of it in our networks are made',
      ],
      ['networks.west', 'access', 'network `west` is new: 10.42.0.0/16 in us-west-2 (US), account `prod` on aws'],
    ]);
    expect(between([west, link], []).map(([, , text]) => text)).toEqual([
      'link `us-west` is gone: us and west reach each other by peering; it carries 10.70.0.0/16 besides; example.com resolves across it; the path itself stays',
      'network `west` is gone: 10.42.0.0/16 in us-west-2 (US), account `prod` on aws',
    ]);
  });
});

describe('a workload that comes', () => {
  const press = (more: string): Edit => [
    '  grounded:\n    description: Answers',
    `  press:
    description: Drafts of press releases
    zone: any
    dataClass: internal
    regimes: []
    terms: {retentionDays: 0, indemnity: false, migrationDays: 90}
    class: variable
    load: {tokensPerYear: 20000000000, inputTokens: 1000, outputTokens: 1000, curve: business-hours}
    slo: {ttftMs: 3000, tpotMs: 200, availability: 0.99}
    route: [us-bedrock]
${more}
  grounded:
    description: Answers`,
  ];
  const paid = (more: string) => between([], [press(more)]).filter(([, topic]) => topic === 'finance');

  it('says who pays, and asks finance', () => {
    expect(paid('    owner: communications\n    costCentre: cc-4720\n    budget: {usdPerMonth: 4000}\n')).toEqual([
      ['workloads.press.budget', 'finance', '`press` is paid for by `communications`, from cost centre `cc-4720`, with a budget of 4,000 USD a month'],
    ]);
    expect(paid('')).toEqual([['workloads.press.budget', 'finance', '`press` is paid for by no owner that it names, from no cost centre, with no budget']]);
  });
});

describe('a regime of a workload', () => {
  const health: Edit = ['    budget: {usdPerMonth: 140000}\n    regimes: []', '    budget: {usdPerMonth: 140000}\n    regimes: [gdpr, dora, fedramp-high]'];

  it('says what contracts need, and asks compliance', () => {
    expect(between([], [health])).toEqual([
      [
        'workloads.variable.regimes',
        'compliance',
        '`variable` falls under dora: the contracts of its hosts need the addendum dora, deprecationNoticeDays, parallelAvailabilityDays, slaAvailability',
      ],
      ['workloads.variable.regimes', 'compliance', '`variable` falls under fedramp-high: its hosts need what facts/regimes.yaml says'],
      ['workloads.variable.regimes', 'compliance', '`variable` falls under gdpr: the contracts of its hosts need the addendum dpa'],
    ]);
    expect(between([health], []).map(([, , text]) => text)).toEqual([
      '`variable` falls under dora no longer',
      '`variable` falls under fedramp-high no longer',
      '`variable` falls under gdpr no longer',
    ]);
    expect(pair({ edits: [health] }).verdict.approvals.map(({ area }) => area)).toEqual(['compliance']);
  });
});

describe('the budget of what workloads share', () => {
  const amount = (aws: string): Edit => ['supply: {usdPerMonth: 900}', aws];

  it('is told by account, and asks finance', () => {
    expect(between([], [amount('supply: {usdPerMonth: 1200}')])).toEqual([
      ['finance.sharedBudgets.aws.supply', 'finance', 'what workloads share in `supply` (aws) has a budget of 1,200 USD a month, before 900 USD'],
    ]);
    expect(between([], [[', supply: {usdPerMonth: 900}', '']]).map(([, , text]) => text)).toEqual([
      'what workloads share in `supply` (aws) is watched by no budget any more',
    ]);
  });
});

describe('the money of a host', () => {
  it('is beside the budgets that pay it', () => {
    const more: Edit[] = [
      ['      count: 12', '      count: 13'],
      ['eu-north-1b, count: 6', 'eu-north-1b, count: 7'],
    ];
    const budgets = (edits: Edit[]) =>
      costDelta(topologyWith().topology, topologyWith([...more, ...edits]).topology, asOf).rows.map((row) => [row.host, row.budgets]);
    expect(budgets([])).toEqual([
      [
        'eu-fleet',
        [
          { workload: 'shared', usdPerMonth: 520_000 },
          { workload: 'eu-production', usdPerMonth: 340_000 },
          { workload: 'global-assist', usdPerMonth: 190_000 },
        ],
      ],
    ]);
    expect(budgets([['    budget: {usdPerMonth: 340000}\n', '']])).toMatchObject([
      ['eu-fleet', [{ workload: 'shared' }, { workload: 'eu-production', usdPerMonth: null }, { workload: 'global-assist' }]],
    ]);
    // A host of one workload carries that workload's tag.
    expect(budgets([['    route: [eu-fleet, us-bedrock]', '    route: [us-bedrock]']])).toMatchObject([['eu-fleet', [{ workload: 'eu-production' }]]]);
  });
});

describe('the export of a bill', () => {
  const none: Edit = ['    azure:\n      dev: { store: finops, folder: focus, from: 2026-12-01 }\n', ''];
  const noStore: Edit = [
    '    stores:\n      finops:\n        storageAccount: /subscriptions/00000000-0000-4000-8000-00000000000d/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills\n        container: bills\n',
    '    stores: {}\n',
  ];
  const noApproval: Edit = ['kind: existing-resource\n    subject: finance.exports.stores.finops', 'kind: abuse-monitoring\n    subject: hosts.dev-foundry'];
  const elsewhere: Edit = ['folder: focus, from', 'folder: llama, from'];
  const said = (before: readonly Edit[], after: readonly Edit[]) => between(before, after).filter(([path]) => String(path).startsWith('finance.exports.azure'));

  it('comes, moves and goes in words', () => {
    const place = '`focus` of the container `bills` in `acmebills` from 2026-12-01 on';
    const path = 'finance.exports.azure.dev';
    const nothing = [none, noStore, noApproval];
    expect(said(nothing, [])).toEqual([[path, 'finance', `the bill of \`dev\` (azure) is exported to ${place}`]]);
    expect(said([], nothing)).toEqual([[path, 'finance', 'the bill of `dev` (azure) is exported no more']]);
    expect(said([], [elsewhere])).toEqual([
      [path, 'finance', `the bill of \`dev\` (azure) is exported to ${place.replace('focus', 'llama')}, before to ${place}`],
    ]);
  });
});
