import { describe, expect, it } from 'vitest';
import { terraformStack } from '../../../evidence/synthesized/stack.js';
import { rule } from '../../../policy/capacity/service-limits.js';
import { judge } from '../../../policy/engine.js';
import type { LoadedTopology } from '../../../topology/load.js';
import { findings, topologyFindings } from '../../support/findings.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/** The reference topology with so many more workloads like one of its own; nothing is parsed or synthesized. */
function grown(like: string, count: number): LoadedTopology {
  const loaded = topologyWith();
  const topology = structuredClone(loaded.topology);
  const workload = topology.workloads[like];
  if (workload === undefined) throw new Error(`no workload ${like}`);
  for (let index = 0; index < count; index++) topology.workloads[`w${String(index).padStart(5, '0')}`] = workload;
  return { ...loaded, topology };
}

const about = (what: string, loaded: LoadedTopology) => judge([rule], loaded, asOf, {}).filter(({ message }) => message.includes(what));

describe(rule.id, () => {
  it('accepts the reference topology', () => expect(findings(rule)).toEqual([]));

  // By hand: the reference has five workloads, one each on Vertex and Foundry, two on Bedrock, three with a budget on AWS, where one more watches what they share.
  // A condition is `assertion.sub in ['…', '…']`: 80 characters with the role of `grounded` alone, 61 more for each of w00000.
  it.each([
    ['IAM roles', 'grounded', 992, 'AWS account prod has 1001 IAM roles. Allowed unless raised: 1000;', 'workloads'],
    ['managed policies', 'variable', 1_498, 'AWS account prod has 1501 managed policies. Allowed unless raised: 1500;', 'accounts.aws.prod'],
    ['application inference', 'variable', 998, 'prod in us-east-2 has 1001 application inference profiles. Allowed unless raised: 1000;', 'accounts.aws.prod'],
    [' budgets', 'eu-production', 19_996, 'AWS account prod has 20001 budgets. Allowed: 20000.', 'accounts.aws.prod'],
    ['service accounts', 'grounded', 99, 'Google account search has 101 service accounts. Allowed unless raised: 100;', 'accounts.google.search'],
    ['principals', 'grounded', 1_499, 'Google account search has 1501 principals in the allow policy. Allowed: 1500.', 'accounts.google.search'],
    ['attribute condition', 'grounded', 65, 'search in AWS account prod has 4106 characters of attribute condition. Allowed: 4096.', 'accounts.google.search'],
    ['role assignments', 'development', 4_999, 'Azure account dev has 5001 role assignments. Allowed: 5000.', 'accounts.azure.dev'],
    ['managed identities', 'development', 798, 'Host dev-foundry has 801 managed identities in one resource group. Allowed: 800.', 'hosts.dev-foundry'],
  ] as const)('counts %s before synthesis', (what, like, fits, message, path) => {
    expect(about(what, grown(like, fits))).toEqual([]);
    expect(about(what, grown(like, fits + 1))).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  it.each([
    ['guardrails', 'us-bedrock', 99, 'AWS account prod in us-east-2 has 101 guardrails. Allowed: 100.', 'accounts.aws.prod'],
    ['Foundry accounts', 'dev-foundry', 99, 'Azure account dev in swedencentral has 101 Foundry accounts. Allowed: 100.', 'accounts.azure.dev'],
  ] as const)('counts %s before synthesis', (what, like, fits, message, path) => {
    const hosts = (count: number) => {
      const { topology, ...rest } = grown('development', 0);
      const more = Object.fromEntries(Array.from({ length: count }, (_, index) => [`h${index}`, topology.hosts[like]]));
      return { ...rest, topology: { ...topology, hosts: { ...topology.hosts, ...more } } } as LoadedTopology;
    };
    expect(about(what, hosts(fits))).toEqual([]);
    expect(about(what, hosts(fits + 1))).toMatchObject([{ path, message }]);
  });

  it('counts what is then emitted', () => {
    const provider = evidenceOf(topologyWith())
      .terraform?.flatMap(({ resources }) => resources)
      .find(({ type }) => type.endsWith('_pool_provider'));
    expect(String(provider?.properties['attribute_condition'])).toHaveLength(80);
  });

  it('tells once what both the topology and its output show', () => {
    const resource = { google_service_account: Object.fromEntries(Array.from({ length: 102 }, (_, index) => [`a${index}`, {}])) };
    const terraform = [terraformStack('acme-module', { provider: { google: [{ project: 'acme-llama-grounded' }] }, resource }, {})];
    const told = (loaded: LoadedTopology) => judge([rule], loaded, asOf, { terraform }).filter(({ message }) => message.includes('service accounts'));
    expect(told(grown('grounded', 100))).toHaveLength(1);
    expect(told(grown('grounded', 0))).toHaveLength(1);
  });

  it('is not silenced by a grant that covers what the topology needs, and not what is emitted', () => {
    const loaded = grown('grounded', 100);
    const subject = 'accounts.google.search.service-accounts-per-project';
    const grant = { kind: 'quota' as const, subject, limit: 101, reference: 'case 1', grantedBy: 'Google', grantedOn: '2026-11-01', expires: '2027-11-01' };
    const granted = { ...loaded, topology: { ...loaded.topology, approvals: { ...loaded.topology.approvals, grant } } };
    const emitted = (count: number) => {
      const resource = { google_service_account: Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, {}])) };
      const terraform = [terraformStack('acme-module', { provider: { google: [{ project: 'acme-llama-grounded' }] }, resource }, {})];
      return judge([rule], granted, asOf, { terraform }).filter(({ message }) => message.includes('service accounts'));
    };
    expect(emitted(101)).toEqual([]);
    expect(emitted(400)).toMatchObject([{ message: expect.stringContaining('has 400 service accounts') }]);
  });

  it('names the addresses that a Google budget would not notify', () => {
    const notify = (count: number) =>
      [['notify: [finops@acme.example]', `notify: [${Array.from({ length: count }, (_, i) => `f${i}@acme.example`).join(', ')}]`]] as const;
    expect(topologyFindings(rule, notify(5))).toEqual([]);
    expect(topologyFindings(rule, notify(6))).toMatchObject([
      { path: 'finance.notify', message: expect.stringContaining('has 6 notification channels. Allowed: 5.') },
    ]);
  });

  it('finds no crowd of gateway roles where no gateway is on AWS', () => {
    const { topology, ...rest } = grown('development', 1_200);
    const google = Object.entries(topology.networks).find(([, { cloud }]) => cloud !== 'aws')?.[0] ?? '';
    const zones = Object.fromEntries(Object.entries(topology.gateway.zones).map(([zone, entry]) => [zone, { ...entry, network: google }]));
    const loaded = { ...rest, topology: { ...topology, gateway: { ...topology.gateway, zones } } };
    expect(about('Gateway roles', loaded)).toEqual([]);
    expect(about('Gateway roles', { ...rest, topology })).not.toEqual([]);
  });
});
