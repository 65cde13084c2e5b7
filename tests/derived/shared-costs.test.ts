import { describe, expect, it } from 'vitest';
import { awsBudgets, azureBudgets } from '../../derived/budgets.js';
import { sharedCosts } from '../../derived/shared-costs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { structures } from '../oracles/tables/structures.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const costs = (topology: Topology) => Object.fromEntries(sharedCosts(topology).map(({ cloud, account, what }) => [`${cloud} ${account}`, what]));
const of = (file: string, edits: readonly Edit[] = []) => topologyWith(edits, file).topology;

describe('what workloads share', () => {
  it('of the reference: a fleet of two workloads, the guardrail of two, gateways, networks, keys, weights and a token broker', () => {
    expect(costs(of('topology.yaml'))).toEqual({
      'aws prod': [
        'accounts.aws.prod',
        'gateway.zones',
        'gateway.zones.any',
        'gateway.zones.eu',
        'gateway.zones.us',
        'hosts.eu-fleet',
        'hosts.us-bedrock',
        'networks.eu',
        'networks.us',
      ],
      'aws supply': ['weights.ingest.regions.eu-north-1'],
      'azure dev': ['networks.foundry'],
      'google search': ['accounts.google.search'],
    });
  });

  it('leaves a fleet of one workload to that workload', () => {
    expect(costs(of('examples/sovereign.yaml'))).toEqual({ 'aws sealed': ['accounts.aws.sealed', 'gateway.zones.eu', 'networks.north'] });
  });

  it('is in an account where only a gateway is, and in one where only code of your own deploys', () => {
    expect(costs(of('examples/eu-gce.yaml'))['aws frankfurt']).toEqual(['gateway.zones.eu', 'networks.frankfurt']);
    expect(costs(of('examples/landing-zone.yaml'))['aws app']).toContain('extensions.operations');
  });

  it('is nothing where another account is billed, or another topology owns the project', () => {
    const [, ...others] = structures().map(({ topology }) => costs(topology));
    expect(structures().some(({ topology }) => Object.values(topology.accounts.aws).some(({ partition }) => partition === 'aws-us-gov'))).toBe(true);
    expect(others.some((one) => Object.keys(one).length === 0)).toBe(true);
    const notOurs: Edit = ['billingAccount: 000000-000000-000000\n      owns: true', 'billingAccount: 000000-000000-000000'];
    expect(Object.keys(costs(of('topology.yaml', [notOurs])))).not.toContain('google search');
  });

  it('is in a project that lends its network and nothing else', () => {
    const lent = structures().find(({ topology }) => 'lender' in topology.accounts.google && 'search' in topology.accounts.google)?.topology;
    if (lent === undefined) throw new Error('no structure lends a network');
    expect(costs(lent)['google lender']).toEqual(['accounts.google.lender']);
  });
});

describe('budgets', () => {
  it('of AWS are in the account that pays, that of shared things in the first stack alone', () => {
    const [first, second] = awsBudgets(
      of('topology.yaml', [['    route: [us-bedrock]\n    owner: sales-systems\n', '    route: [us-bedrock]\n    part: 2\n    owner: sales-systems\n']]),
    );
    expect(first).toMatchObject({ account: 'prod', region: 'us-east-1', part: { number: 1 }, shared: 520000 });
    expect(second).toMatchObject({ account: 'prod', part: { number: 2 }, shared: undefined });
  });

  it('of Azure are by the tag that hosts carry', () => {
    expect(azureBudgets(of('topology.yaml'), 'dev')).toEqual([
      { workload: 'development', usdPerMonth: 12000, path: 'workloads.development.budget' },
      { workload: 'shared', usdPerMonth: 50, path: 'finance.sharedBudgets.azure.dev' },
    ]);
  });
});
