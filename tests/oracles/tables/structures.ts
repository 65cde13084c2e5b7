import type { LoadedTopology } from '../../../topology/load.js';
import type { Json } from '../../support/documents.js';
import { topologyWith } from '../../support/topologies.js';

/** Topologies whose accounts are divided otherwise than in any of the repository: who owns what, and in which partition. */
export function structures(): LoadedTopology[] {
  return changes.map(([file, change]) => {
    const loaded = topologyWith([], file);
    const topology = structuredClone(loaded.topology);
    change(topology);
    return { ...loaded, topology };
  });
}

/** The jobs that bring weights and images in are there as well, which the example leaves to others. */
const inPartition = (partition: 'aws-us-gov' | 'aws-eusc', region: string) => (topology: Json) => {
  const moved = JSON.parse(JSON.stringify(topology).replaceAll('eu-north-1', region).replaceAll('arn:aws:', `arn:${partition}:`));
  for (const account of Object.values<Json>(moved.accounts.aws)) account.partition = partition;
  const management = { id: '777788889999', partition, owns: false, bedrock: { retention: 'none', invocationLogging: 'off' } };
  moved.accounts.aws.management = { ...management, organization: { platformRoles: [], procurementRoles: [], bedrockGuardrails: {} } };
  moved.accounts.aws.supply = { id: '999900001111', partition, owns: false, bedrock: { retention: 'none', invocationLogging: 'off' } };
  const job = (cidr: string) => ({
    account: 'supply',
    regions: { [region]: { cidr, availabilityZone: `${region}a` } },
    startedBy: [`arn:${partition}:iam::999900001111:role/release`],
  });
  const digest = `sha256:${'0'.repeat(64)}`;
  moved.weights = { signingKeyGeneration: 1, ingest: { ...job('10.81.0.0/24'), image: `weights-ingest:1@${digest}` } };
  const envoy = `docker.io/envoyproxy/envoy:distroless-v1.40.0@${digest}`;
  moved.gateway.images = { ...job('10.82.0.0/24'), builder: `image-builder:1@${digest}`, base: `gcr.io/distroless/nodejs22-debian12:nonroot@${digest}`, envoy };
  Object.assign(topology, moved);
};

/** Leaves workloads the hosts of some kinds, and takes those away that call none. */
function callOnly(topology: Json, kept: (host: Json) => boolean): void {
  for (const [id, workload] of Object.entries<Json>(topology.workloads)) {
    workload.route = workload.route.filter((host: string) => kept(topology.hosts[host]));
    if (workload.route.length === 0) delete topology.workloads[id];
  }
}

const changes: readonly (readonly [file: string, change: (topology: Json) => void])[] = [
  // Nothing of the organization is bounded: other topologies own its accounts.
  [
    'topology.yaml',
    (topology) => {
      for (const room of [topology.accounts.aws, topology.accounts.google, topology.accounts.azure])
        for (const account of Object.values<Json>(room)) account.owns = false;
    },
  ],
  // Accounts that lend their networks, and hold nothing else.
  ...(['topology.yaml', 'examples/eu-gce.yaml', 'examples/us-maas.yaml'] as const).map(
    (file) =>
      [
        file,
        (topology: Json) => {
          const [first] = Object.values<Json>(topology.accounts.google);
          topology.accounts.google.lender = { ...first, project: 'lent-networks', number: '210987654321' };
          for (const network of Object.values<Json>(topology.networks)) if (network.cloud === 'google') network.account = 'lender';
          const [backend] = Object.values<Json>(topology.backends.google);
          if (backend !== undefined) topology.backends.google.lender = backend;
        },
      ] as const,
  ),
  ['examples/sovereign.yaml', inPartition('aws-us-gov', 'us-gov-west-1')],
  ['examples/sovereign.yaml', inPartition('aws-eusc', 'eusc-de-east-1')],
  // A generation of signing keys beyond those of other variants.
  ...(['topology.yaml', 'examples/eu-gce.yaml', 'examples/azure-nodes.yaml'] as const).map(
    (file) => [file, (topology: Json) => void (topology.weights.signingKeyGeneration = 3)] as const,
  ),
  // The same, where nobody here brings weights in.
  ...(['topology.yaml', 'examples/eu-gce.yaml', 'examples/azure-nodes.yaml'] as const).map(
    (file) => [file, (topology: Json) => void (topology.weights = { signingKeyGeneration: 3, ingestRole: 'arn:aws:iam::210987654321:role/ingest' })] as const,
  ),
  // Documents in the United States under a key that exists.
  [
    'topology.yaml',
    (topology) => {
      topology.hosts.grounding.search.location = 'us';
      topology.existing.keys.grounding = 'projects/keys/locations/us/keyRings/llama/cryptoKeys/search';
    },
  ],
  // A deployment that has been replaced, with nothing left in the other slot.
  ['topology.yaml', (topology) => void (topology.hosts.grounding.slot = 'green')],
  // Networks that nothing runs in yet.
  [
    'topology.yaml',
    (topology) => {
      topology.networks.west = { ...topology.networks.us, region: 'us-west-2', cidr: '10.42.0.0/16', availabilityZones: ['us-west-2a', 'us-west-2b'] };
    },
  ],
  // A divided host whose guardrail exists already.
  [
    'topology.yaml',
    (topology) => {
      topology.existing.guardrails['us-bedrock'] = { id: 'abcd1234efgh', version: '1' };
      topology.workloads.variable.part = 2;
    },
  ],
  // Hosts that nobody calls yet, and workloads without a budget.
  ...(['topology.yaml', 'examples/eu-gce.yaml', 'examples/transition.yaml', 'examples/transition-google.yaml', 'examples/azure-nodes.yaml'] as const).map(
    (file) =>
      [
        file,
        (topology: Json) => {
          for (const [id, host] of Object.entries<Json>(topology.hosts)) topology.hosts[`${id}-2`] = { ...host };
          for (const workload of Object.values<Json>(topology.workloads)) delete workload.budget;
        },
      ] as const,
  ),
  // Workloads that call no host of some kind, so that its stacks let nobody call.
  ...(['topology.yaml', 'examples/eu-import.yaml', 'examples/landing-zone.yaml', 'examples/us-maverick.yaml', 'examples/transition.yaml'] as const).map(
    (file) => [file, (topology: Json) => callOnly(topology, ({ kind }) => kind === 'self-hosted')] as const,
  ),
  ...(['topology.yaml', 'examples/landing-zone.yaml', 'examples/us-maverick.yaml', 'examples/transition.yaml', 'examples/eu-gce.yaml'] as const).map(
    (file) => [file, (topology: Json) => callOnly(topology, ({ kind }) => kind !== 'self-hosted')] as const,
  ),
  // What a landing zone demands, where logs stay in their account.
  ['examples/landing-zone.yaml', (topology) => void delete topology.landingZone.logArchive],
  // Fleets that are watched in part, or not at all: also two versions side by side.
  ...(['examples/transition.yaml', 'examples/eu-gce.yaml', 'examples/transition-google.yaml'] as const).flatMap((file) =>
    [undefined, 'metrics'].map(
      (kept) =>
        [
          file,
          (topology: Json) => {
            for (const { images = {} } of Object.values<Json>(topology.hosts)) for (const name of Object.keys(images)) if (name !== kept) delete images[name];
          },
        ] as const,
    ),
  ),
  // A transition under a key that exists.
  [
    'examples/transition.yaml',
    (topology) => void (topology.existing.keys['desk-fleet'] = 'arn:aws:kms:eu-north-1:444455556666:key/11111111-2222-3333-4444-555555555555'),
  ],
  // Fleets in a project of another topology.
  [
    'examples/eu-gce.yaml',
    (topology) => {
      for (const account of Object.values<Json>(topology.accounts.google)) account.owns = false;
    },
  ],
  // Several owned accounts under one organization.
  [
    'topology.yaml',
    (topology) => {
      topology.accounts.aws.supply.owns = true;
    },
  ],
  // Model units that nobody calls yet.
  [
    'examples/lakehouse.yaml',
    (topology) => {
      delete topology.workloads.claims;
      delete topology.gateway.zones.americas;
    },
  ],
];
