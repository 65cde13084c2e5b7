import { describe, expect, it } from 'vitest';
import { resolves } from '../../../derived/forwarded-domains.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/network/reachable.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, lineOf, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet } from '../../support/google-fleet.js';
import { linked } from '../../support/linked.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, type Edit, gatewayText, topologyWith } from '../../support/topologies.js';

describe('network/reachable: what the topology joins', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('finds a zone without gateway', () => {
    expect(topologyFindings(rule, [[gatewayText('us'), '']])).toMatchObject([
      { severity: 'error', path: 'gateway.zones.us', message: expect.stringContaining('variable is in zone us') },
    ]);
  });

  it('finds a Vertex AI host without link, at the host', () => {
    const edits: Edit[] = [['    link: eu-google\n', '']];
    const [finding, ...rest] = topologyFindings(rule, edits);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'network/reachable', path: 'hosts.grounding.link', fix: 'Set link: eu-google.' });
    expect(lineOf(finding, edits)).toBe('grounding:');
  });

  it('finds a link of a host that joins other networks', () => {
    const edits: Edit[] = [['    link: eu-azure\n', '    link: eu-us\n']];
    const [finding] = topologyFindings(rule, edits);
    expect(finding).toMatchObject({ path: 'hosts.dev-foundry.link', message: expect.stringContaining('eu-us joins eu with us') });
    expect(lineOf(finding, edits)).toBe('link: eu-us');
  });

  it('finds a gateway that stands where the link of a host does not end', () => {
    const found = topologyFindings(rule, [['    any:\n      network: eu\n', '    any:\n      network: us\n']]);
    expect(found.filter(({ path }) => path.startsWith('hosts.'))).toMatchObject([
      { path: 'hosts.dev-foundry.link', message: expect.stringContaining('us, where the gateway of development is') },
    ]);
  });

  it('finds a fleet whose API key is where the gateway cannot read it, at the step of the route', () => {
    expect(topologyFindings(rule, [['    any:\n      network: eu\n', '    any:\n      network: us\n']])).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        path: 'workloads.global-assist.route[0]',
        message:
          'The gateway of global-assist is in us-east-2 and eu-fleet in eu-north-1, where its API key is: Secrets Manager’s endpoint there admits its own network alone.',
      }),
    );
  });

  it('finds a Bedrock host in another network that no link joins, at the step of the route', () => {
    expect(topologyFindings(rule, [['    networks: [eu, us]', '    networks: [us, foundry]']])).toMatchObject([
      { path: 'workloads.global-assist.route[1]', message: expect.stringContaining('no link joins eu') },
    ]);
  });

  it.each<[string, Edit, string]>([
    ['Bedrock in another region', ['[bedrock-runtime.us-east-2.amazonaws.com]', '[bedrock-runtime.us-east-1.amazonaws.com]'], 'links.eu-us.dnsForwarding'],
    [
      'private Vertex AI endpoints',
      ['[prediction.p.vertexai.goog, googleapis.com]', '[prediction.vertexai.goog, googleapis.com]'],
      'links.eu-google.dnsForwarding',
    ],
    ['Vertex AI Search', ['[prediction.p.vertexai.goog, googleapis.com]', '[prediction.p.vertexai.goog, p.googleapis.com]'], 'links.eu-google.dnsForwarding'],
    ['Foundry', ['[services.ai.azure.com, ', '['], 'links.eu-azure.dnsForwarding'],
  ])('finds a link that does not resolve %s', (_, edit, path) => {
    expect(topologyFindings(rule, [edit])).toMatchObject([{ path }]);
  });

  it('accepts a link that forwards a parent domain', () => {
    expect(topologyFindings(rule, [['[bedrock-runtime.us-east-2.amazonaws.com]', '[us-east-2.amazonaws.com]']])).toEqual([]);
    expect(resolves(['goog'], 'prediction.p.vertexai.goog')).toBe(true);
    expect(resolves(['googleapis.com'], 'xgoogleapis.com')).toBe(false);
    expect(resolves(['discoveryengine.googleapis.com'], 'googleapis.com')).toBe(false);
  });

  it('asks for the domain that tokens come from even where there is no Search', () => {
    const withoutSearch: Edit = [
      '    search:\n      location: eu\n      tier: enterprise\n      dataStores:\n        manuals: {displayName: Service manuals, chunkTokens: 500}\n',
      '',
    ];
    const edit: Edit = ['[prediction.p.vertexai.goog, googleapis.com]', '[prediction.p.vertexai.goog]'];
    expect(topologyFindings(rule, [withoutSearch])).toEqual([]);
    expect(topologyFindings(rule, [edit, withoutSearch]).map(({ message }) => message)).toEqual([expect.stringContaining('sts and iamcredentials')]);
  });
});

describe('network/reachable: fleets beyond a link', () => {
  const fromUs: Edit = ['    any:\n      network: eu\n', '    any:\n      network: us\n'];
  const name: Edit = ['[bedrock-runtime.us-east-2.amazonaws.com]', '[bedrock-runtime.us-east-2.amazonaws.com, eu.acme.internal]'];

  it('finds a fleet whose name does not resolve from the network of the gateway', () => {
    const found = topologyFindings(rule, [fromUs]).filter(({ message }) => message.startsWith('eu-fleet'));
    expect(found).toMatchObject([{ path: 'links.eu-us.dnsForwarding', message: expect.stringContaining('llama.eu.acme.internal (its load balancer)') }]);
    expect(topologyFindings(rule, [fromUs, name]).filter(({ message }) => message.startsWith('eu-fleet'))).toEqual([]);
  });

  it('names the domains that a link has to resolve when it asks for the link', () => {
    const [finding] = topologyFindings(rule, [['    networks: [eu, us]', '    networks: [us, foundry]']]);
    expect(finding).toMatchObject({
      path: 'workloads.global-assist.route[1]',
      fix: expect.stringContaining('dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]'),
    });
  });

  it('finds a half that asks nobody for a name that its link resolves', () => {
    const asks: Edit = ['        resolve: { bedrock-runtime.us-east-2.amazonaws.com: [10.41.0.10, 10.41.16.10] }\n', ''];
    expect(topologyFindings(rule, linked)).toEqual([]);
    expect(topologyFindings(rule, [[linked[0]?.[0] ?? '', linked[0]?.[1].replace(asks[0], '') ?? '']])).toMatchObject([
      { path: 'links.eu-us.attach.eu', message: expect.stringContaining('asks nobody for it') },
    ]);
  });
});

describe('network/reachable: a host and its network', () => {
  it.each<[string, Edit, string, string]>([
    ['region', ['    region: us-east-2\n    network: us\n', '    region: us-west-2\n    network: us\n'], 'hosts.us-bedrock.region', 'region: us-west-2'],
    [
      'account',
      [
        '    account: search\n    region: europe-west4\n    cidr: 10.80.0.0/20\n  foundry:\n    cloud: azure\n    account: dev\n',
        '    account: search\n    region: europe-west4\n    cidr: 10.80.0.0/20\n  foundry:\n    cloud: azure\n    account: other\n',
      ],
      'hosts.dev-foundry.account',
      'account: dev',
    ],
  ])('finds another %s', (what, edit, path, line) => {
    const edits: Edit[] = [edit, ...(what === 'account' ? [secondSubscription] : [])];
    const found = topologyFindings(rule, edits).filter((finding) => finding.path === path);
    expect(found).toHaveLength(1);
    expect(lineOf(found[0], edits)).toBe(line);
  });

  it('lets a Foundry account stand in another region than its private endpoint', () => {
    expect(topologyFindings(rule, [['    region: swedencentral\n    network: foundry', '    region: francecentral\n    network: foundry']])).toEqual([]);
  });
});

const secondSubscription: Edit = [
  '    dev:\n      subscription: ',
  '    other: {subscription: 00000000-0000-0000-0000-000000000001, tenant: 00000000-0000-0000-0000-000000000000}\n    dev:\n      subscription: ',
];

describe('network/reachable: what is emitted', () => {
  const endpoint = (document: Written, service: string): Json =>
    Object.values<Json>(document.Resources).find(
      ({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && JSON.stringify(Properties.ServiceName).includes(`.${service}"`),
    )?.Properties;
  const remove = (service: string) => (document: Written) => {
    for (const [id, { Properties }] of Object.entries<Json>(document.Resources)) if (Properties === endpoint(document, service)) delete document.Resources[id];
  };

  it.each<[string, string, (document: Written) => void, string, string]>([
    ['a missing Bedrock endpoint', 'aws-network-us', remove('bedrock-runtime'), 'networks.us', 'bedrock-runtime, which us-bedrock needs'],
    [
      'a Bedrock endpoint without private DNS',
      'aws-network-us',
      (d) => (endpoint(d, 'bedrock-runtime').PrivateDnsEnabled = false),
      'networks.us',
      'bedrock-runtime',
    ],
    ['an endpoint that nodes need', 'aws-network-eu', remove('ecs-agent'), 'networks.eu', 'ecs-agent, which eu-fleet needs'],
    ['no way to the broker of tokens', 'aws-network-eu', remove('lambda'), 'networks.eu', 'lambda, which the gateway of zone any needs'],
    ['S3 outside the route tables', 'aws-network-us', (d) => (endpoint(d, 's3').RouteTableIds = []), 'networks.us', 's3, which the gateway of zone us needs'],
    [
      'a VPC that does not resolve its endpoints',
      'aws-network-us',
      (d) => (resourceOf(d, 'AWS::EC2::VPC').EnableDnsSupport = false),
      'networks.us',
      'EnableDnsSupport',
    ],
    [
      'a Vertex AI endpoint that nothing leads to',
      'google-vertex-grounding',
      (d) => delete d.resource.google_compute_forwarding_rule,
      'hosts.grounding',
      'google_compute_forwarding_rule',
    ],
    [
      'a forwarding rule that leads elsewhere',
      'google-vertex-grounding',
      (d) => (terraformResourceOf(d, 'google_compute_forwarding_rule').target = 'projects/p/regions/r/serviceAttachments/other'),
      'hosts.grounding',
      'leads to it',
    ],
  ])('notices %s', (_, stack, change, path, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([
      { rule: 'network/reachable', severity: 'error', path, message: expect.stringContaining(message) },
    ]);
  });

  it('notices services of Azure without private endpoint', () => {
    expect(
      findingsAfter(rule, 'azure-foundry-dev-foundry', (d) => delete d.resource.azurerm_private_endpoint).map(({ resource }) => resource?.split('.')[0]),
    ).toEqual(['azurerm_cognitive_account', 'azurerm_key_vault']);
  });

  it('notices a network that no stack makes', () => {
    const loaded = topologyWith();
    const aws = (evidenceOf(loaded).aws ?? []).filter(({ name }) => !name.endsWith('aws-network-us'));
    expect(judge([rule], loaded, asOf, { aws })).toMatchObject([{ path: 'networks.us', message: 'No stack makes us.' }]);
  });
});

describe('a fleet on Google', () => {
  it.each([
    ['no link', '    link: frankfurt-gpu\n', '', 'hosts.eu-gce.link'],
    ['a name that does not resolve', 'dnsForwarding: [llama.gpu.acme.internal, ', 'dnsForwarding: [', 'links.frankfurt-gpu.dnsForwarding'],
    ['no way to its API key', ', googleapis.com]', ']', 'links.frankfurt-gpu.dnsForwarding'],
  ])('needs more than %s', (_, from, to, path) => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    const found = findings(rule, [[from, to]], googleFleet);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((finding) => finding.path))).toEqual(new Set([path]));
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'the registry',
      (document) => {
        for (const zone of Object.values<Json>(document.resource.google_dns_managed_zone)) if (zone.dns_name === 'pkg.dev.') zone.dns_name = 'pkg.example.';
      },
      'pkg.dev',
    ],
    [
      'the proxies of its load balancer',
      (document) => {
        for (const subnet of Object.values<Json>(document.resource.google_compute_subnetwork)) delete subnet.purpose;
      },
      'proxy-only subnet',
    ],
  ])('is seen to lack %s', (_, change, message) => {
    expect(onGoogleFleet(rule, change, 'google-foundation-gpu')).toMatchObject([{ path: 'networks.gpu', message: expect.stringContaining(message) }]);
  });
});
