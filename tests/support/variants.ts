import { stringify } from 'yaml';
import type { z } from 'zod';
import { unprovisionedHosts } from '../../stacks/provisioned.js';
import { parseSource } from '../../topology/document.js';
import { InputError } from '../../topology/error.js';
import { checkedTopology, type LoadedTopology } from '../../topology/load.js';
import { topologySchema } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';
import { topologies, topologyWith } from './topologies.js';

export type Path = readonly (string | number)[];

/** A topology of the repository with one value changed, named `hosts.bedrock.profile=eu` for every host of the kind. */
export interface Variant {
  readonly variant: string;
  readonly file: string;
  readonly path: Path;
  /** Undefined takes the value out. */
  readonly value: unknown;
}

/** A place in a topology, as its schema describes it. */
interface Place {
  readonly path: Path;
  /** The same for every entity of a kind. */
  readonly name: string;
  readonly value: unknown;
  /** Values that may be there instead; undefined where they cannot be listed. */
  readonly values?: readonly unknown[];
  readonly optional: boolean;
}

/** Every place of a topology that is filled in, defaults included, or could be. */
export function* places(schema: z.ZodType, value: unknown, path: Path = [], name: Path = [], optional = false): Iterable<Place> {
  const def = schema._zod.def as Json;
  if (def.innerType !== undefined) {
    yield* places(def.innerType, value, path, name, true);
    return;
  }
  const values: unknown[] | undefined =
    def.type === 'enum' ? Object.values(def.entries) : def.type === 'boolean' ? [true, false] : def.type === 'literal' ? def.values : undefined;
  yield { path, name: name.join('.'), value, optional, ...(values && { values }) };
  if (value === undefined) return;
  if (def.type === 'object') {
    for (const [key, inner] of Object.entries<z.ZodType>(def.shape)) yield* places(inner, (value as Json)[key], [...path, key], [...name, key]);
  } else if (def.type === 'record') {
    for (const [key, inner] of Object.entries(value as object)) yield* places(def.valueType, inner, [...path, key], name.concat('*'));
  } else if (def.type === 'array') {
    for (const [index, inner] of (value as unknown[]).entries()) yield* places(def.element, inner, [...path, index], name.concat('[]'));
  } else if (def.type === 'union') {
    const option = (def.options as z.ZodType[]).find((candidate) => candidate.safeParse(value).success);
    const kind = (value as Json)[def.discriminator];
    if (option !== undefined) yield* places(option, value, path, kind === undefined ? name : [...name, kind]);
  }
}

const at = (data: unknown, path: Path) => path.reduce<Json>((inner, key) => inner?.[key], data);

/** A topology with some values changed, or undefined where the loader refuses them, as exit code 2 does. */
export function loadedWith(file: string, changes: readonly Pick<Variant, 'path' | 'value'>[]): LoadedTopology | undefined {
  const data = structuredClone(topologyWith([], file).topology);
  for (const { path, value } of changes) {
    const inside = at(data, path.slice(0, -1));
    const key = path.at(-1) ?? '';
    if (inside === undefined) return undefined;
    if (value === undefined) delete inside[key];
    else inside[key] = structuredClone(value);
  }
  try {
    const source = parseSource(stringify(data, { aliasDuplicateObjects: false }), file);
    const loaded = checkedTopology(source, {}, []);
    return unprovisionedHosts(loaded.topology, source).length > 0 ? undefined : loaded;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const wholes = new Map(topologies.map(([, file]) => [file, [...places(topologySchema, topologyWith([], file).topology)]] as const));

/** Each value of each enumeration and switch once, in the first topology that has a place for it and does not say it already. */
export function valueVariants(): Variant[] {
  const seen = new Set<string>();
  return [...wholes].flatMap(([file, all]) => {
    const choices = all.filter(({ values, value }) => values !== undefined && value !== undefined);
    for (const { name, value } of choices) seen.add(`${name}=${value}`);
    return choices.flatMap(({ path, name, values = [] }) =>
      values.flatMap((value) => {
        const variant = `${name}=${value}`;
        if (seen.has(variant)) return [];
        seen.add(variant);
        return [{ variant, file, path, value }];
      }),
    );
  });
}

/** Each optional field once without its value, and once with one where it has none: another topology's, or one of `samples`. */
export function presenceVariants(): Variant[] {
  const given = new Map<string, unknown>(Object.entries(samples));
  for (const all of wholes.values()) for (const { name, value } of all) if (value !== undefined && !given.has(name)) given.set(name, value);
  const changes = [...wholes].flatMap(([file, all]) =>
    all.flatMap(({ path, name, value, optional }) => {
      if (!optional || (value === undefined && !given.has(name)) || isEmpty(value)) return [];
      return [
        value === undefined ? { variant: `${name} given`, file, path, value: given.get(name) } : { variant: `${name} left out`, file, path, value: undefined },
      ];
    }),
  );
  const found = new Map<string, Variant>();
  for (const change of changes) if (!found.has(change.variant) && loadedWith(change.file, [change]) !== undefined) found.set(change.variant, change);
  return [...found.values()];
}

const isEmpty = (value: unknown) => value !== undefined && value !== null && typeof value === 'object' && Object.keys(value).length === 0;

/** Values for fields that no topology of the repository has. */
const samples: Readonly<Record<string, unknown>> = {
  'accounts.aws.*.organization.bedrockGuardrails.*.models': ['meta.llama3-3-70b-instruct-v1:0'],
  'hosts.*.self-hosted.aws.scaling.maxReplicas': 2,
  'hosts.*.self-hosted.aws.serving.maxModelLen': 32_768,
  'hosts.*.self-hosted.aws.serving.tensorParallel': 8,
  'hosts.*.self-hosted.google.serving.maxModelLen': 32_768,
  'hosts.*.self-hosted.google.serving.tensorParallel': 8,
  'hosts.*.vertex-endpoint.next': { machineType: 'a3-highgpu-4g', trafficPercent: 10 },
  'hosts.*.vertex-endpoint.reservation': 'projects/acme-llama-grounded/zones/europe-west4-b/reservations/gpus',
  'networks.*.s3PrefixList': 'pl-0123abcd',
  'weights.ingestRole': 'arn:aws:iam::210987654321:role/weights-ingest',
  'workloads.*.part': 1,
};

/** One of each that may exist already, by topology: networks, keys, guardrails, perimeters. */
export function existingVariants(): Variant[] {
  return topologies.flatMap(([, file]) => {
    const { topology } = topologyWith([], file);
    const one = (room: string, id: string, value: unknown): Variant => ({ variant: `existing.${room}.${id}`, file, path: ['existing', room, id], value });
    return [
      ...Object.entries(topology.networks).map(([id, { cloud }]) => one('networks', id, existingNetwork[cloud])),
      ...Object.entries(topology.hosts).flatMap(([id, host]) => [
        one('keys', id, `arn:aws:kms:${'region' in host ? host.region : ''}:123456789012:key/11111111-2222-3333-4444-555555555555`),
        one('keys', id, `projects/keys/locations/${'region' in host ? host.region : ''}/keyRings/llama/cryptoKeys/${id}`),
        one('guardrails', id, { id: 'abcd1234efgh', version: '1' }),
      ]),
      ...Object.keys(topology.accounts.google).map((id) => one('perimeters', id, 'accessPolicies/123456789/servicePerimeters/llama')),
    ];
  });
}

const existingNetwork: Readonly<Record<string, unknown>> = {
  aws: { id: 'vpc-0123456789abcdef0', subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'], routeTables: ['rtb-0123456789abcdef0'] },
  google: { id: 'projects/shared/global/networks/llama', subnets: ['projects/shared/regions/europe-west4/subnetworks/llama'] },
  azure: {
    id: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/llama/subnets/endpoints',
  },
};

/** Changes of one topology that fit together: each as long as it does not touch one before it and is not refused. */
export function combined(file: string, variants: readonly Variant[]): LoadedTopology | undefined {
  const taken: Variant[] = [];
  let loaded: LoadedTopology | undefined;
  for (const variant of variants) {
    if (taken.some(({ path }) => overlap(path, variant.path))) continue;
    const next = loadedWith(file, [...taken, variant]);
    if (next === undefined) continue;
    taken.push(variant);
    loaded = next;
  }
  return loaded;
}

/** What no topology may say, whatever is approved: rules of data use refuse it before anything is synthesized. */
export function isForbidden({ variant }: Variant): boolean {
  return /\.retention=|invocationLogging=content|\.(requestLogging|telemetry)=true/.test(variant);
}

const hub = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub';
/** One of each bandwidth: the first, third and so on in one data centre, the others in another. */
const interconnects = Object.fromEntries(
  ['50M', '100M', '200M', '300M', '400M', '500M', '1G', '2G', '5G', '10G', '20G', '50G'].map((bandwidth, index) => [
    `v${index}`,
    { interconnect: { name: `projects/hub/global/interconnects/dc-${(index % 2) + 1}`, vlan: 100 + index, bandwidth: `BPS_${bandwidth}`, peerAsn: 65_001 } },
  ]),
);

/** What no single option shows: places of a topology by their path, each with its value. `*` is every entity. */
const compositions: readonly (readonly [file: string, changes: Readonly<Record<string, unknown>>])[] = [
  ['topology.yaml', { 'hosts.eu-fleet.capacity': { reservations: {}, blocks: {}, onDemand: true } }],
  ['topology.yaml', { 'hosts.grounding.machineType': 'a3-highgpu-1g' }],
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
      'hosts.eu-fleet.endpoint.zone': 'Z0123456789ABCDEFGHIJ',
    },
  ],
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
];

function composed(file: string): { readonly names: string; readonly loaded: LoadedTopology }[] {
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

const digest = '0'.repeat(64);

/** All that an organisation may demand, of a topology that does not say so itself: it is emitted everywhere. */
function inLandingZone(file: string): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const { topology } = topologyWith([], file);
  const fleets = Object.entries(topology.hosts).flatMap(([id, host]) => (host.kind === 'self-hosted' && host.cloud === 'aws' ? [id] : []));
  const regions = Object.values(topology.networks).flatMap(({ cloud, region }) => (cloud === 'aws' ? [region] : []));
  const landingZone = {
    permissionsBoundary: 'landing-zone/Boundary',
    rolePath: '/workloads/',
    bootstrapQualifier: 'llmplat',
    logArchive: { account: '444455556666', buckets: Object.fromEntries(regions.map((region) => [region, `logs-${region}`])) },
    securityPrincipals: { audit: 'arn:aws:iam::555566667777:role/Audit' },
    extraTags: { team: 'x' },
    ...(fleets.length > 0 && { nodeAgents: { sensor: { image: `sensor:7.1@sha256:${digest}`, hosts: fleets, memoryMiB: 512, reads: ['/proc'] } } }),
  };
  const loaded = loadedWith(file, [{ path: ['landingZone'], value: landingZone }]);
  if (loaded === undefined) throw new Error(`${file} refuses a landing zone`);
  return [{ names: `${file} in a landing zone`, loaded }];
}

/** Every change of a topology that `legitimate` makes, but for compositions. */
export function allVariants(): Variant[] {
  return [...valueVariants().filter((one) => !isForbidden(one)), ...presenceVariants(), ...existingVariants()];
}

/** Legitimate topologies of every kind: those of the repository, and each option of the schema switched once, several together where they fit. */
export function legitimate(): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const values = valueVariants().filter((one) => !isForbidden(one) && !one.variant.startsWith('models.*.release='));
  const presences = presenceVariants();
  const given = presences.filter(({ value }) => value !== undefined);
  const leftOut = presences.filter(({ value }) => value === undefined);
  return topologies.flatMap(([name, file]) => [
    { names: name, loaded: topologyWith([], file) },
    ...composed(file),
    ...inLandingZone(file),
    ...[...rounds(file, [...values, ...given]), ...rounds(file, existingVariants()), ...rounds(file, leftOut)].map(({ names, loaded }) => ({
      names: `${name}: ${names}`,
      loaded,
    })),
  ]);
}

/** Values of one topology that fit together, as few times as it takes to have each: one synthesis of each would take minutes. */
export function rounds(file: string, variants: readonly Variant[]): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const all: { variants: Variant[]; loaded: LoadedTopology }[] = [];
  for (const variant of variants.filter((one) => one.file === file)) {
    const alone = loadedWith(file, [variant]);
    if (alone === undefined) continue;
    let loaded: LoadedTopology | undefined;
    const fits = all.find((round) => {
      if (round.variants.some(({ path }) => overlap(path, variant.path))) return false;
      loaded = loadedWith(file, [...round.variants, variant]);
      return loaded !== undefined;
    });
    if (fits === undefined || loaded === undefined) all.push({ variants: [variant], loaded: alone });
    else Object.assign(fits, { variants: [...fits.variants, variant], loaded });
  }
  return all.map(({ variants, loaded }) => ({ names: variants.map(({ variant }) => variant).join(', '), loaded }));
}

/** Whether one of two places is inside the other. */
const overlap = (a: Path, b: Path) => a.slice(0, b.length).join('\0') === b.slice(0, a.length).join('\0');
