import { weightsPlaces } from '../../../derived/supply.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import type { Variant } from './combined.js';

/** One of each that may exist already, by topology. */
export function existingVariants(): Variant[] {
  return topologies.flatMap(([, file]) => {
    const { topology } = topologyWith([], file);
    const one = (room: string, id: string, value: unknown): Variant => ({ variant: `existing.${room}.${id}`, file, path: ['existing', room, id], value });
    return [
      ...Object.entries(topology.networks).map(([id, { cloud }]) => one('networks', id, existingNetwork[cloud])),
      ...Object.entries(topology.hosts).flatMap(([id]) => [
        ...existingKeys(topology, id).map((key) => one('keys', id, key)),
        one('guardrails', id, { id: 'abcd1234efgh', version: '1' }),
      ]),
      ...Object.keys(topology.accounts.google).map((id) => one('perimeters', id, 'accessPolicies/123456789/servicePerimeters/llama')),
      ...Object.entries(topology.workloads).flatMap(([id, { zone }]) => {
        const network = topology.networks[topology.gateway.zones[zone]?.network ?? ''];
        const account = topology.accounts.aws[network?.account ?? '']?.id;
        return account === undefined ? [] : [one('roles', id, `arn:aws:iam::${account}:role/platform/llama-${id}`)];
      }),
      ...(['aws', 'google'] as const).flatMap((cloud) =>
        weightsPlaces(topology, cloud).map(({ account, region }) =>
          one('buckets', cloud, { [account]: { [region]: bucket(topology, cloud, account, region) } }),
        ),
      ),
      ...Object.keys(topology.weights.ingest?.regions ?? {}).map((region) =>
        one('ingestProxies', region, {
          service: `com.amazonaws.vpce.${region}.vpce-svc-0123456789abcdef0`,
          name: 'proxy.acme.internal',
          port: 3128,
          domains: ['huggingface.co', '*.hf.co'],
        }),
      ),
    ];
  });
}

/** Keys in the place of a host, in the form of each cloud; the loader refuses those of another one. */
function existingKeys(topology: Topology, id: string): string[] {
  const host = topology.hosts[id];
  const region = host !== undefined && 'region' in host ? host.region : '';
  const account = topology.accounts.aws[host?.account ?? '']?.id;
  const location = host !== undefined && 'search' in host ? 'europe' : region;
  return [
    ...(account === undefined ? [] : [`arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`]),
    `projects/keys/locations/${location}/keyRings/llama/cryptoKeys/${id}`,
    'https://acme-llama.vault.azure.net/keys/foundry',
  ];
}

function bucket(topology: Topology, cloud: 'aws' | 'google', alias: string, region: string) {
  const name = `model-store-${region}`;
  if (cloud === 'google') return { name, key: `projects/keys/locations/${region}/keyRings/llama/cryptoKeys/store` };
  return { name, key: `arn:aws:kms:${region}:${topology.accounts.aws[alias]?.id}:key/11111111-2222-3333-4444-666666666666` };
}

const existingNetwork: Readonly<Record<string, unknown>> = {
  aws: {
    id: 'vpc-0123456789abcdef0',
    subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    endpoints: { services: ['kms'], securityGroup: 'sg-0123456789abcdef0' },
  },
  google: {
    id: 'projects/shared/global/networks/llama',
    subnets: ['projects/shared/regions/europe-west4/subnetworks/llama'],
    endpoints: { services: ['googleapis.com'] },
  },
  azure: {
    id: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/llama/subnets/endpoints',
    endpoints: {
      services: [
        '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com',
        '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net',
      ],
    },
  },
};
