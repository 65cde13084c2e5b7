import { describe, expect, it } from 'vitest';
import { isUnwritable } from '../../../derived/crowded-stacks.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/one-name.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const file = 'examples/sovereign.yaml';
/** The guard's host under another key, wherever that stands. */
const renamed = (key: string): Edit[] => [
  ['\n  screen:\n', `\n  ${key}:\n`],
  ['guard: screen\n', `guard: ${key}\n`],
];
const messages = (found: readonly { readonly message: string }[]) => found.map(({ message }) => message);

describe(rule.id, () => {
  it('accepts two fleets and a gateway side by side', () => {
    expect(findings(rule, [], file)).toEqual([]);
    expect(findings(rule, renamed('gw-de'), file)).toEqual([]);
  });

  it('refuses a fleet whose load balancer would be called as that of a gateway, and names both entries with their lines', () => {
    expect(messages(findings(rule, renamed('gw-eu'), file))).toEqual([
      expect.stringMatching(
        /^gateway\.zones\.eu\.endpoint \(examples\/sovereign\.yaml:\d+\) in stack \S+ and hosts\.gw-eu\.endpoint \(examples\/sovereign\.yaml:\d+\) in stack \S+ both have one AWS::ElasticLoadBalancingV2::LoadBalancer called sovereign-gw-eu\. Allowed: one in 444455556666, eu-north-1\.$/,
      ),
    ]);
  });

  it('refuses a name in another region or account where it is one for both', () => {
    const bucket = (stack: Json, name: string) => void (stack.Resources.Stranger = { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
    const role = (stack: Json, name: string) => void (stack.Resources.Stranger = { Type: 'AWS::IAM::Role', Properties: { RoleName: name } });
    const both = (add: typeof bucket) => {
      const loaded = topologyWith();
      const evidence = ['aws-lifecycle-us-east-2', 'aws-token-broker-eu-north-1'].reduce(
        (found, stack) => mutated(found, stack, (document) => add(document as Json, 'acme-stranger')),
        evidenceOf(loaded),
      );
      return judge([rule], loaded, asOf, evidence);
    };
    expect(both(bucket)).toMatchObject([{ message: expect.stringContaining('AWS::S3::Bucket called acme-stranger') }]);
    expect(both(role)).toMatchObject([{ message: expect.stringContaining('AWS::IAM::Role called acme-stranger') }]);
  });

  it('refuses names that AWS calls otherwise: families of tasks, budgets, security groups', () => {
    const twice = (Type: string, Properties: Json) => {
      const add = ({ Resources }: Json) => void Object.assign(Resources, { One: { Type, Properties }, Two: { Type, Properties } });
      return messages(findingsAfter(rule, 'aws-lifecycle-us-east-2', (document) => add(document as Json)));
    };
    expect(twice('AWS::ECS::TaskDefinition', { Family: 'twice' })).toEqual([expect.stringContaining('AWS::ECS::TaskDefinition called twice')]);
    expect(twice('AWS::Budgets::Budget', { Budget: { BudgetName: 'twice' } })).toEqual([expect.stringContaining('AWS::Budgets::Budget called twice')]);
    expect(twice('AWS::EC2::SecurityGroup', { GroupName: 'twice', VpcId: 'vpc-1' })).toEqual([expect.stringContaining('in 111122223333, us-east-2, vpc-1.')]);
    expect(twice('AWS::IAM::Policy', { PolicyName: 'twice' })).toEqual([]);
  });
});

describe(`${rule.id} of Terraform`, () => {
  const fleets = 'examples/eu-gce.yaml';
  const module = (name: string, add: (resources: Json) => void) => findingsAfter(rule, name, (document) => add((document as Json).resource), {}, fleets);

  it('refuses in another module of the project what the project has once', () => {
    const firewall = { google_compute_firewall: { Stranger: { name: 'eu-gce-gpu-deny-egress', network: 'other' } } };
    const [found, ...others] = module('google-weights-europe-west4', (resources) => void Object.assign(resources, firewall));
    expect(others).toEqual([]);
    // No project is named there: it is that of the provider.
    expect(found?.message).toContain('both have one google_compute_firewall called eu-gce-gpu-deny-egress. Allowed: one in acme-llama-gpu.');
    expect(found?.message).toContain('google-foundation-gpu');
  });

  it('accepts a name in another project, zone or region', () => {
    const address = (place: Json) => ({ google_compute_address: { Stranger: { name: 'eu-gce-eu-gce', ...place } } });
    expect(messages(module('google-weights-europe-west4', (all) => void Object.assign(all, address({ region: 'europe-west4' }))))).toHaveLength(1);
    expect(module('google-weights-europe-west4', (all) => void Object.assign(all, address({ region: 'europe-west1' })))).toEqual([]);
    expect(module('google-weights-europe-west4', (all) => void Object.assign(all, address({ region: 'europe-west4', project: 'other' })))).toEqual([]);
  });

  it('accepts a record of another type under a name, and follows references to its zone', () => {
    const record = (type: string, more: Json) => ({ Stranger: { name: 'llama.gpu.acme.internal.', type, rrdatas: ['10.0.0.1', '10.0.0.2'], ...more } });
    const beside = (type: string, key = 'managed_zone') =>
      module('google-fleet-eu-gce', ({ google_dns_record_set: records }) => {
        const { managed_zone } = records.Name;
        Object.assign(records, record(type, { [key]: managed_zone }));
      });
    expect(beside('TXT')).toEqual([]);
    expect(messages(beside('A'))).toEqual([
      expect.stringMatching(/google_dns_record_set called llama\.gpu\.acme\.internal\.\. Allowed: one in acme-llama-gpu, eu-gce-[\w-]+, A\./),
    ]);
  });

  it('refuses a type that nobody classified by its name alone', () => {
    const topic = {
      google_pubsub_topic: { One: { name: 'twice', project: 'a' }, Two: { name: 'twice', project: 'a' }, Three: { name: 'twice', project: 'b' } },
    };
    expect(messages(module('google-fleet-eu-gce', (all) => void Object.assign(all, topic)))).toEqual([
      expect.stringContaining('google_pubsub_topic called twice. Allowed: one in a.'),
    ]);
  });

  it('refuses what two entries join to one text, once for all of its names', () => {
    const next = topologyWith([], 'examples/transition-google.yaml');
    const { 'claims-gce': fleet } = next.topology.hosts;
    if (fleet?.kind !== 'self-hosted') throw new Error('no fleet');
    const { transition: _, ...single } = fleet as typeof fleet & { transition: unknown };
    const loaded = { ...next, topology: { ...next.topology, hosts: { ...next.topology.hosts, 'claims-gce-next': single as typeof fleet } } };
    const found = judge([rule], loaded, asOf, { terraform: evidenceOf(loaded).terraform ?? [] });
    expect(messages(found)).toContainEqual(
      expect.stringMatching(/hosts\.claims-gce\.transition \(\S+:\d+\).* called relay-claims-gce-next, and \d more names?\./),
    );
    expect(found.length).toBeLessThan(5);
  });

  it('refuses two vaults of one name in different subscriptions, and does not repeat it of what is in them', () => {
    const { topology, ...rest } = topologyWith([], 'examples/all-hosts.yaml');
    const { 'dev-foundry': foundry } = topology.hosts;
    if (foundry === undefined) throw new Error('no foundry');
    const other = { ...foundry, account: 'gpu', network: 'gpu', region: 'eastus' } as typeof foundry;
    const loaded = { ...rest, topology: { ...topology, hosts: { ...topology.hosts, 'disk-us-nd': other } } };
    expect(messages(judge([rule], loaded, asOf, { terraform: evidenceOf(loaded).terraform ?? [] }))).toEqual([
      expect.stringMatching(/^hosts\.disk-us-nd .* and hosts\.us-nd .* azurerm_key_vault called group-disk-us-nd-\w{6}\. Allowed: one in all of the cloud\.$/),
    ]);
  });
});

describe(`${rule.id} of names that no service takes`, () => {
  const called = (type: string, name: string, argument = 'name') =>
    messages(
      findingsAfter(
        rule,
        'google-fleet-eu-gce',
        ({ resource }: Json) => void Object.assign(resource, { [type]: { Stranger: { [argument]: name } } }),
        {},
        'examples/eu-gce.yaml',
      ),
    );

  it.each([
    ['azurerm_storage_account', 'a'.repeat(24), 'a'.repeat(25)],
    ['azurerm_storage_account', 'llama1', 'llama-1'],
    ['azurerm_key_vault', 'acme-eu', 'acme--eu'],
    ['google_compute_network', 'a'.repeat(63), 'a'.repeat(64)],
    ['google_compute_global_forwarding_rule', 'a'.repeat(20), 'a'.repeat(21)],
    ['google_kms_key_ring', 'a'.repeat(63), 'a'.repeat(64)],
    ['google_storage_bucket', 'acme', 'Acme'],
  ])('%s may be called %s and not %s', (type, name, not) => {
    expect(called(type, name)).toEqual([]);
    expect(called(type, not)).toEqual([expect.stringContaining(`${type}.Stranger is called ${not}, ${not.length} characters. Allowed for `)]);
  });

  it('measures ids of service accounts and what references are known to be', () => {
    expect(called('google_service_account', 'node-acme', 'account_id')).toEqual([]);
    expect(called('google_service_account', 'a'.repeat(31), 'account_id')).toEqual([expect.stringContaining('6 to 30 characters')]);
    // What the deployment fills in.
    expect(called('google_compute_network', '${var.long}-name')).toEqual([]);
  });
});

describe(`${rule.id} of stacks`, () => {
  it('refuses a host on Bedrock and an imported model whose stacks would have one name, before anything is synthesized', () => {
    const { topology, ...rest } = topologyWith([], 'examples/all-hosts.yaml');
    const { 'us-bedrock': bedrock, 'eu-import': model } = topology.hosts;
    if (bedrock === undefined || model === undefined) throw new Error('no such hosts');
    const hosts = { ...topology.hosts, 'import-de': bedrock, de: model };
    const loaded = { ...rest, topology: { ...topology, hosts } };
    expect(isUnwritable(topology)).toBe(false);
    expect(isUnwritable(loaded.topology)).toBe(true);
    expect(messages(judge([rule], loaded, asOf, {}))).toEqual([
      expect.stringMatching(
        /^hosts\.\S+ \(\S+:\d+\) and hosts\.\S+ \(\S+:\d+\) both have one stack called group-core-aws-bedrock-import-de, of .* Allowed: one\.$/,
      ),
    ]);
  });
});
