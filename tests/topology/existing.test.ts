import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith, wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-existing-'));
afterAll(() => rmSync(directory, { recursive: true }));
const whole = wholeText('examples/landing-zone.yaml');

/** Problems of the landing zone with one place changed, and the text of the line that each is at. */
function refused(from: string, to: string): string[] {
  if (whole.split(from).length !== 2) throw new Error(`no single place: ${from}`);
  const file = join(directory, 'lz.yaml');
  const text = whole.replace(from, () => to);
  writeFileSync(file, text);
  try {
    loadTopology(file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n').map((line) => {
      const [, number = '0', rest = line] = /^lz\.yaml:(\d+):\d+: (.*)$/.exec(line) ?? [];
      return `${text.split('\n')[Number(number) - 1]?.trim()} | ${rest}`;
    });
  }
  throw new Error('it loaded');
}

const key = (arn: string) => `fleet: ${arn}`;
const fleetKey = 'arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('what exists already is refused at its own line', () => {
  it.each<[string, string, string, string]>([
    ['a VPC by another name', 'id: vpc-0a1b2c3d4e5f60718', 'id: banana', 'id: banana | existing.networks.lz.id: received "banana". Allowed: a VPC id'],
    ['a subnet twice', 'subnet-0a1b2c3d4e5f60719]', 'subnet-0a1b2c3d4e5f60718]', 'received subnet-0a1b2c3d4e5f60718 twice. Allowed: each once.'],
    [
      'a security group by another name',
      'securityGroup: sg-0a1b2c3d4e5f60718',
      'securityGroup: kiwi',
      'securityGroup: kiwi | existing.networks.lz.endpoints.securityGroup: received "kiwi"',
    ],
    [
      'a security group on Google',
      'endpoints: { services: [googleapis.com, inbound-dns, modelarmor] }',
      'endpoints: { services: [googleapis.com], securityGroup: sg-0a1b2c3d }',
      'networks on google have none',
    ],
    [
      'a subnet of another region',
      'regions/europe-west4/subnetworks/grounding',
      'regions/europe-west1/subnetworks/grounding',
      'Allowed: one of project nordic-network-host, that of the network, in europe-west4.',
    ],
    [
      'a DNS zone of Azure by another name',
      '          - privatelink.openai.azure.com\n',
      '          - openai\n',
      '- openai | existing.networks.hub-spoke.endpoints.services[1]: received "openai"',
    ],
    [
      'a key of another account',
      key(fleetKey),
      key(fleetKey.replace('111122223333', '999999999999')),
      'existing.keys.fleet: received one of account 999999999999. Allowed: 111122223333, that of fleet.',
    ],
    [
      'a key of another region',
      key(fleetKey),
      key(fleetKey.replace('eu-north-1', 'eu-west-1')),
      'existing.keys.fleet: received one of region eu-west-1. Allowed: eu-north-1, that of fleet.',
    ],
    [
      'an alias',
      key(fleetKey),
      key('arn:aws:kms:eu-north-1:111122223333:alias/llama'),
      'existing.keys.fleet: received "arn:aws:kms:eu-north-1:111122223333:alias/llama". Allowed: arn:aws:kms:<region>:<account>:key/<id>, no alias.',
    ],
    [
      'a key of Google elsewhere',
      'locations/europe-west4/keyRings/llama/cryptoKeys/fleet',
      'locations/europe-west1/keyRings/llama/cryptoKeys/fleet',
      'existing.keys.gce: received one of location europe-west1. Allowed: europe-west4, that of gce.',
    ],
    [
      'a key of search elsewhere',
      'locations/europe/keyRings/llama/cryptoKeys/search',
      'locations/europe-west4/keyRings/llama/cryptoKeys/search',
      'existing.keys.grounding: received one of location europe-west4. Allowed: europe, that of grounding.',
    ],
    ['a key of another cloud', 'https://nordic-llama.vault.azure.net/keys/foundry', fleetKey, 'existing.keys.dev-foundry: received'],
    [
      'a guardrail by its ARN',
      'id: gr1abc2def3g',
      'id: "arn:aws:bedrock:us-east-2:111122223333:guardrail/gr1abc2def3g"',
      'existing.guardrails.us-bedrock.id: received',
    ],
    [
      'a guardrail on nodes',
      'us-bedrock: { id: gr1abc2def3g, version: "3" }',
      'fleet: { id: gr1abc2def3g, version: "3" }',
      'existing.guardrails.fleet: received a guardrail for a self-hosted host, whose calls name none.',
    ],
    [
      'a perimeter by another name',
      'gpu: accessPolicies/123456789012/servicePerimeters/llama',
      'gpu: llama',
      'existing.perimeters.gpu: received "llama". Allowed: accessPolicies/<number>/servicePerimeters/<name>.',
    ],
    [
      'a role of another account',
      'chat: arn:aws:iam::111122223333:role',
      'chat: arn:aws:iam::222222222222:role',
      'existing.roles.chat: received one of account 222222222222. Allowed: 111122223333, that of the gateway of chat.',
    ],
    [
      'a role of nobody',
      'chat: arn:aws:iam::111122223333:role',
      'chatt: arn:aws:iam::111122223333:role',
      'existing.roles.chatt: received "chatt", which is no workload.',
    ],
    [
      'a role of two',
      'roles:\n    chat:',
      'roles:\n    drafts: arn:aws:iam::111122223333:role/platform/llama-chat\n    chat:',
      'existing.roles.drafts: received the role of chat. Allowed: a role of its own',
    ],
    [
      'a bucket where nothing serves',
      '      app:\n        eu-north-1:\n          name',
      '      app:\n        us-east-2:\n          name',
      'existing.buckets.aws.app.us-east-2: received a bucket for app in us-east-2, where nothing serves weights. Allowed: app in eu-north-1.',
    ],
    ['a bucket under the key of another region', '1234567890ad', '1234567890ae\n          key2: x', 'unknown key'],
    ['a zone of another form', 'id: Z0123456789ABCDEFGHIJ', 'id: internal', 'existing.dnsZones.corp.id: received "internal". Allowed: a hosted zone id'],
    [
      'a zone of another domain',
      'id: Z0123456789ABCDEFGHIJ, domain: nordic.internal',
      'id: Z0123456789ABCDEFGHIJ, domain: nordic.example',
      'hosts.fleet.endpoint.hostname: received llama.nordic.internal, which is not in zone corp. Allowed: names that end with nordic.example.',
    ],
    [
      'a zone of another account',
      'corp: { cloud: aws, account: app',
      'corp: { cloud: aws, account: supply',
      'hosts.fleet.endpoint.zone: received one of account supply. Allowed: app, that of fleet.',
    ],
    ['a zone that nobody names', '      zone: corp\n', '', 'existing.dnsZones.corp: received a zone that no host names under endpoint.zone.'],
    [
      'a zone that is not there',
      '      zone: corp\n',
      '      zone: crop\n',
      'received "crop", which is no zone of existing.dnsZones. Allowed: made, corp, gpu. Did you mean "corp"?',
    ],
    [
      'a proxy of another region',
      'com.amazonaws.vpce.eu-north-1.vpce-svc',
      'com.amazonaws.vpce.eu-west-1.vpce-svc',
      'existing.ingestProxies.eu-north-1.service: received one of region eu-west-1.',
    ],
    [
      'a proxy where nothing goes',
      'ingestProxies:\n    eu-north-1:',
      'ingestProxies:\n    us-east-2:',
      'existing.ingestProxies.us-east-2: received a proxy in us-east-2, where nothing goes through it.',
    ],
    [
      'a key of an endpoint on Google that keeps nothing',
      '    search: { location: eu, dataStores: { manuals: { displayName: Product manuals } } }\n',
      '',
      'existing.keys.grounding: received a key for grounding, and without search it keeps nothing under a key of the customer. Allowed: none.',
    ],
    [
      'a reader of the security team on Google',
      'audit: arn:aws:iam::555566667777:role/aws-controltower-AuditReadOnlyRole',
      'audit: group:audit@nordic.example',
      'readers on Google and Azure are granted above the project or subscription',
    ],
    [
      'a proxy of a gateway that asks Entra for nothing',
      '    lz: https://entra',
      '    us: https://entra',
      'existing.egressProxies.us: received a proxy in us, where no gateway calls a host on Azure. Allowed: networks of those that do: lz.',
    ],
    [
      'a proxy for prompts of a zone that needs none',
      '  egressProxies:\n',
      '  promptProxies: { us: { address: "https://prompts.nordic.internal:3128", authority: public, range: 10.1.0.0/28, owner: network } }\n  egressProxies:\n',
      'existing.promptProxies.us: received a proxy of zone us, whose workloads name no host that needs one. Allowed: zones of those that do: none.',
    ],
    ['a proxy in the clear', 'lz: https://entra', 'lz: http://entra', 'existing.egressProxies.lz: received "http://entra.nordic.internal:3128"'],
    [
      'who comes into a perimeter of others',
      '      billingAccount: 000000-000000-000000\n',
      '      billingAccount: 000000-000000-000000\n      perimeter: { deployers: ["user:a@nordic.example"] }\n',
      'received 1 beside existing.perimeters.gpu, whose owner admits them.',
    ],
    [
      'route tables, which nothing uses',
      'id: vpc-0a1b2c3d4e5f60718\n',
      'id: vpc-0a1b2c3d4e5f60718\n      routeTables: [rtb-0a1b2c3d]\n',
      'existing.networks.lz.routeTables: unknown key.',
    ],
  ])('%s', (_, from, to, problem) => expect(refused(from, to).join('\n')).toContain(problem));

  it('an approval whose kind nobody asks about its subject', () => {
    expect(refused('kind: private-network\n    subject: networks.lz', 'kind: private-network\n    subject: existing.networks.lz').join('\n')).toContain(
      'approvals.private.subject: received existing.networks.lz, which no rule asks an approval of kind private-network about. Allowed: entries of networks.',
    );
  });
});

describe('what exists already is used', () => {
  const { existing } = topologyWith([], 'examples/landing-zone.yaml').topology;
  const { aws = [], terraform = [] } = evidenceOf(topologyWith([], 'examples/landing-zone.yaml'));
  const output = JSON.stringify([...aws, ...terraform].map(({ document }) => document));

  it('every section of existing is in the example, but proxies for prompts, which another one has', () => {
    const { promptProxies } = topologyWith([], 'examples/any-zone.yaml').topology.existing;
    for (const [room, entries] of Object.entries({ ...existing, promptProxies })) expect([room, Object.keys(entries).length > 0]).toEqual([room, true]);
  });

  it.each([
    ...Object.values(existing.networks).flatMap(({ id, subnets = [], endpoints }) => [
      id,
      ...subnets,
      ...(endpoints?.securityGroup === undefined ? [] : [endpoints.securityGroup]),
    ]),
    ...Object.values(existing.keys),
    ...Object.values(existing.guardrails).map(({ id }) => `:guardrail/${id}`),
    ...Object.values(existing.roles),
    ...[...Object.values(existing.buckets.aws), ...Object.values(existing.buckets.google)].flatMap((byRegion) =>
      Object.values(byRegion).map(({ name }) => name),
    ),
    ...Object.values(existing.dnsZones).map(({ id }) => id),
    ...Object.values(existing.ingestProxies).flatMap(({ service, name, port }) => [service, `http://${name}:${port}`]),
  ])('%s is in the output', (id) => expect(output).toContain(id));

  it('and what it takes the place of is not made', () => {
    const types = (name: string) =>
      [...aws, ...terraform].filter((stack) => stack.name.endsWith(name)).flatMap(({ resources }) => resources.map(({ type }) => type));
    expect(types('aws-fleet-fleet')).not.toContain('AWS::KMS::Key');
    expect(types('aws-weights-eu-north-1')).not.toContain('AWS::S3::Bucket');
    expect(types('aws-weights-ingest-eu-north-1')).not.toContain('AWS::EC2::NatGateway');
    expect(types('aws-bedrock-us-bedrock')).not.toContain('AWS::Bedrock::Guardrail');
    expect(types('google-weights-europe-west4')).not.toContain('google_storage_bucket');
    expect(types('google-foundation-gpu')).not.toContain('google_access_context_manager_service_perimeter');
    expect(types('google-fleet-gce')).not.toContain('google_kms_crypto_key');
    expect(types('azure-foundry-dev-foundry')).not.toContain('azurerm_key_vault');
    expect([...aws, ...terraform].map(({ name }) => name).filter((name) => /(aws-network-lz|azure-network)/.test(name))).toEqual([]);
    expect(
      aws.flatMap(({ resources }) => resources).filter(({ type, properties }) => type === 'AWS::IAM::Role' && String(properties['RoleName']).endsWith('-chat')),
    ).toEqual([]);
  });
});
