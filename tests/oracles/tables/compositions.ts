import type { LoadedTopology } from '../../../topology/load.js';
import { topologyWith } from '../../support/topologies.js';
import { loadedWith } from './combined.js';
import { at } from './places.js';

export function composed(file: string): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const { topology } = topologyWith([], file);
  return compositions.flatMap(([own, changes]) => {
    if (own !== file) return [];
    const places = Object.entries(changes).flatMap(([path, value]) => {
      const [room = '', id = '', ...rest] = path.split('.');
      const ids = id === '*' ? Object.keys(at(topology, [room])) : [id];
      return ids.map((one) => ({ path: [room, one, ...rest], value }));
    });
    const loaded = loadedWith(file, places);
    if (loaded === undefined) throw new Error(`${file} refuses ${JSON.stringify(changes)}`);
    return [{ names: `${file}: ${JSON.stringify(changes)}`, loaded }];
  });
}

const hub = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub';
/** One of each bandwidth: the first, third and so on in one data centre, the others in another. */
const interconnects = Object.fromEntries(
  ['50M', '100M', '200M', '300M', '400M', '500M', '1G', '2G', '5G', '10G', '20G', '50G'].map((bandwidth, index) => [
    `v${index}`,
    { interconnect: { name: `projects/hub/global/interconnects/dc-${(index % 2) + 1}`, vlan: 100 + index, bandwidth: `BPS_${bandwidth}`, peerAsn: 65_001 } },
  ]),
);

/** More workloads of a zone than alarms watch one by one, all like `variable`. */
const many = () => {
  const { variable } = topologyWith().topology.workloads;
  return Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`workloads.w${index}`, variable]));
};

/** A second fleet on Azure, that nobody calls. */
function otherFleet(network: string, address: string, registry: string, vault: string): object {
  const host = topologyWith([], 'examples/azure-nodes.yaml').topology.hosts['us-nd'];
  if (host === undefined || !('registry' in host)) throw new Error('the example of Azure has another fleet');
  return {
    ...structuredClone(host),
    network,
    registry: host.registry.replace('acmellama', registry),
    image: host.image.replace('acmellama', registry),
    endpoint: {
      ...host.endpoint,
      hostname: 'other.acme.internal',
      address,
      certificate: `https://${vault}.vault.azure.net/secrets/other`,
      vault: host.endpoint.vault.replace('acme-tls', vault),
    },
  };
}

/** What no single option shows: places of a topology by their path, each with its value. `*` is every entity. */
const compositions: readonly (readonly [file: string, changes: Readonly<Record<string, unknown>>])[] = [
  ['topology.yaml', { 'hosts.eu-fleet.capacity': { reservations: {}, blocks: {}, onDemand: true } }],
  ['topology.yaml', { 'hosts.grounding.machineType': 'a3-highgpu-1g' }],
  ['topology.yaml', many()],
  // Whose bill another exports; the approval speaks of what is not there then.
  ['topology.yaml', { 'finance.exports': { stores: {}, azure: {} }, 'approvals.bill-store': undefined }],
  // Every place that Terraform's state may be kept.
  ...(
    [
      {
        kind: 's3',
        bucket: 'acme-llama-terraform',
        region: 'eu-north-1',
        kmsKey: 'arn:aws:kms:eu-north-1:111122223333:key/11111111-2222-3333-4444-555555555555',
      },
      { kind: 'azurerm', resourceGroup: 'acme-terraform', storageAccount: 'acmeterraform', container: 'llama' },
      { kind: 'gcs', bucket: 'acme-llama-terraform' },
      { kind: 'gcs', bucket: 'acme-llama-terraform', kmsKey: 'projects/acme-terraform/locations/europe-west4/keyRings/terraform/cryptoKeys/terraform' },
    ] as const
  ).flatMap(
    (backend) =>
      [
        ['topology.yaml', { 'backends.google.search': backend, 'backends.azure.dev': backend }],
        ['examples/any-zone.yaml', { 'backends.cloudflare.edge': backend }],
      ] as const,
  ),
  // A network that asks the other side for names, by a rule of its own and by one that exists.
  [
    'topology.yaml',
    {
      'links.eu-us.attach': {
        eu: {
          by: 'transit-gateway',
          transitGateway: 'tgw-0aaaaaaaaaaaaaaa1',
          resolve: { 'bedrock-runtime.us-east-2.amazonaws.com': ['10.41.0.10', '10.41.16.10'] },
        },
        us: { by: 'transit-gateway', transitGateway: 'tgw-0bbbbbbbbbbbbbbb2', applianceMode: true },
      },
      'links.eu-google.ranges': ['10.8.0.0/24'],
      'links.eu-google.attach': {
        eu: {
          by: 'transit-gateway',
          transitGateway: 'tgw-0aaaaaaaaaaaaaaa1',
          resolve: { 'prediction.p.vertexai.goog': ['10.8.0.53', '10.8.0.54'], 'googleapis.com': 'rslvr-rr-0123456789abcdef0' },
          answersAt: ['10.40.0.10', '10.40.16.10'],
        },
      },
      'existing.dnsZones': { corp: { cloud: 'aws', account: 'prod', id: 'Z0123456789ABCDEFGHIJ', domain: 'acme.internal' } },
      'hosts.eu-fleet.endpoint.zone': 'corp',
    },
  ],
  // A gateway with a certificate of a private authority and a record that others make, and one with a record in a zone that exists.
  [
    'topology.yaml',
    {
      'gateway.zones.eu.endpoint': {
        hostname: 'llm.eu.acme.internal',
        privateCertificate: { authority: 'arn:aws:acm-pca:eu-north-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555' },
        callers: ['10.40.0.0/16', '10.200.0.0/16'],
      },
      'existing.dnsZones': { corp: { cloud: 'aws', account: 'prod', id: 'Z0123456789ABCDEFGHIJ', domain: 'acme.internal' } },
      'gateway.zones.us.endpoint.zone': 'corp',
    },
  ],
  [
    'examples/eu-gce.yaml',
    {
      'existing.dnsZones': { corp: { cloud: 'google', account: 'gpu', id: 'corp-internal', domain: 'acme.internal' } },
      'hosts.eu-gce.endpoint.zone': 'corp',
    },
  ],
  ['examples/sovereign.yaml', { 'hosts.fleet.endpoint.zone': 'made' }],
  // One of the two by itself.
  ['examples/eu-import.yaml', { 'existing.keys': { 'eu-import': 'arn:aws:kms:eu-central-1:444455556666:key/11111111-2222-3333-4444-555555555555' } }],
  ['examples/eu-import.yaml', { 'existing.guardrails': { 'eu-import': { id: 'abcd1234efgh', version: '1' } } }],
  ['topology.yaml', { 'existing.keys': { 'us-bedrock': 'arn:aws:kms:us-east-2:111122223333:key/11111111-2222-3333-4444-555555555555' } }],
  ['topology.yaml', { 'existing.guardrails': { 'us-bedrock': { id: 'abcd1234efgh', version: '1' } } }],
  // Interconnects of the organisation, and a hub whose firewall carries a link: each in the same network as a partner's or a gateway's.
  [
    'topology.yaml',
    {
      'links.eu-google.attach': { grounding: { by: 'interconnect', asn: 64_514, attachments: interconnects } },
      'links.eu-azure.attach': { foundry: { by: 'virtual-network-peering', hub } },
    },
  ],
  ['topology.yaml', { 'links.eu-azure.attach': { foundry: { by: 'virtual-network-peering', hub, useRemoteGateways: false, linkZones: false } } }],
  [
    'examples/eu-gce.yaml',
    {
      'hosts.eu-gce.endpoint.certificate': 'projects/acme-llama-gpu/regions/europe-west4/sslCertificates/llama',
      'hosts.eu-gce.nodes.instanceType': 'a3-highgpu-1g',
    },
  ],
  ...(['examples/hosted-only.yaml', 'examples/eu-import.yaml', 'examples/us-maverick.yaml', 'topology.yaml'] as const).flatMap((file) =>
    (
      [
        ['public', 'development'],
        ['internal', 'variable'],
        ['customer', 'grounded'],
        ['regulated', 'grounded'],
      ] as const
    ).map(([dataClass, kind]) => [file, { 'workloads.*.dataClass': dataClass, 'workloads.*.class': kind }] as const),
  ),
  // AI Gateway without one of its settings, on an endpoint that is there.
  // A fleet on Azure whose callers have no issuer yet, one behind a hub that answers for its name or does not, one with agents, and nodes on demand.
  ['examples/azure-nodes.yaml', { 'accounts.aws': { virginia: { id: '555566667777', owns: true } } }],
  ['examples/azure-nodes.yaml', { 'links.virginia-gpu.attach': { gpu: { by: 'virtual-network-peering', hub } } }],
  ['examples/azure-nodes.yaml', { 'links.virginia-gpu.attach': { gpu: { by: 'virtual-network-peering', hub, linkZones: false } } }],
  ['examples/azure-nodes.yaml', { 'hosts.us-nd.nodes.count': 4, 'hosts.us-nd.capacity.onDemand': { zone: '3' } }],
  ['examples/azure-nodes.yaml', { 'hosts.us-nd.nodes.count': 2 }],
  ['examples/azure-nodes.yaml', { 'existing.keys': { 'us-nd': 'https://acme-keys.vault.azure.net/keys/disks' } }],
  ['examples/azure-nodes.yaml', { 'weights.ingestPrincipal': undefined }],
  [
    'examples/azure-nodes.yaml',
    {
      'landingZone.nodeAgents': {
        sensor: { image: `acmellama.azurecr.io/sensor:7.1@sha256:${'0'.repeat(64)}`, hosts: ['us-nd'], memoryMiB: 512, reads: ['/proc'] },
      },
    },
  ],
  // Two fleets in one network, with registries of their own behind one vault; and two networks that fetch the same weights.
  ['examples/azure-nodes.yaml', { 'hosts.other-nd': otherFleet('gpu', '10.88.4.101', 'acmeother', 'acme-tls') }],
  [
    'examples/azure-nodes.yaml',
    {
      'networks.more': { cloud: 'azure', account: 'gpu', region: 'eastus', cidr: '10.89.0.0/20' },
      'links.virginia-more': { kind: 'expressroute', networks: ['virginia', 'more'], dnsForwarding: ['other.acme.internal', 'vault.azure.net'] },
      'hosts.other-nd': { ...otherFleet('more', '10.89.4.100', 'acmellama', 'acme-others'), link: 'virginia-more' },
      'weights.signingKeyGeneration': 2,
    },
  ],
  ['examples/lakehouse.yaml', { 'hosts.maverick.tokensPerMinute': undefined }],
  ['examples/lakehouse.yaml', { 'hosts.maverick.guardrails': undefined }],
];
