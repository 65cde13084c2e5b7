import type { Json } from '../../support/documents.js';
import { clientKey, guardrail, type Variant } from './grant-variant.js';

const reference = 'topology.yaml';

/** Workloads of a host, copied until there are as many. */
function crowd(topology: Json, workload: string, count: number): void {
  for (let index = 0; index < count; index++) topology.workloads[`w-${index}`] = { ...topology.workloads[workload] };
}

function without(topology: Json, host: string): void {
  delete topology.hosts[host];
  for (const [id, workload] of Object.entries<Json>(topology.workloads)) {
    workload.route = workload.route.filter((one: string) => one !== host);
    if (workload.route.length === 0) delete topology.workloads[id];
  }
}

const landingZone = {
  permissionsBoundary: 'landing-zone/WorkloadBoundary',
  rolePath: '/workloads/llama/',
  bootstrapQualifier: 'llmplat',
  securityPrincipals: { audit: 'arn:aws:iam::555566667777:role/SecurityAudit' },
};

export const variants: readonly Variant[] = [
  // What a landing zone demands, of every kind of stack.
  ...[
    reference,
    'examples/sovereign.yaml',
    'examples/us-maverick.yaml',
    'examples/eu-import.yaml',
    'examples/transition.yaml',
    'examples/us-maas.yaml',
    'examples/eu-gce.yaml',
  ].map(
    (file): Variant => ({
      file,
      change: (topology) => {
        const hosts = Object.keys(topology.hosts);
        Object.assign(topology.landingZone, landingZone, {
          nodeAgents: {
            sensor: {
              image: `${file.includes('gce') ? 'llama/' : ''}sensor:7@sha256:${'0'.repeat(64)}`,
              hosts,
              arguments: [],
              environment: {},
              reads: [],
              memoryMiB: 512,
            },
          },
          logArchive: {
            account: '555566667777',
            buckets: Object.fromEntries(['eu-north-1', 'us-east-2', 'eu-central-1'].map((region) => [region, `logs-${region}`])),
          },
        });
      },
    }),
  ),
  // Settings of an account, a new generation of keys, a guardrail that was published before.
  {
    file: reference,
    outputs: { hosts: { 'us-bedrock': { guardrail } } },
    change: (topology) => {
      topology.accounts.aws.prod.bedrock = { retention: 'inherit', invocationLogging: 'metadata' };
      topology.weights.signingKeyGeneration = 2;
      topology.accounts.google.search.perimeter = { mode: 'enforced', deployers: [] };
      topology.hosts.grounding.modelArmor = { strength: 'high', personalData: 'ignore' };
      topology.hosts['us-bedrock'].profile = 'us';
      topology.hosts['us-bedrock'].guardrail = { strength: 'low', personalData: 'allow', guarding: 'comprehensive' };
      topology.hosts['dev-foundry'].sku = 'DataZoneStandard';
      topology.accounts.aws.management.organization.bedrockGuardrails = {
        'us-east-2': {
          guardrail: 'arn:aws:bedrock:us-east-2:777788889999:guardrail/abc123def456:1',
          models: ['meta.llama3-3-70b-instruct-v1:0'],
          exceptModels: [],
          system: 'selective',
          messages: 'comprehensive',
        },
      };
    },
  },
  // Everything that may exist already, and accounts of another topology.
  {
    file: reference,
    change: (topology) => {
      Object.assign(topology.existing, {
        networks: {
          eu: { id: 'vpc-0123456789abcdef0', subnets: ['subnet-0a', 'subnet-0b'], endpoints: { services: ['kms'], securityGroup: 'sg-0a' } },
          us: { id: 'vpc-0123456789abcdef1', subnets: ['subnet-0c', 'subnet-0d'] },
          grounding: { id: 'projects/p/global/networks/n', subnets: ['projects/p/regions/europe-west4/subnetworks/s'] },
        },
        keys: {
          'eu-fleet': clientKey('eu-north-1', '111122223333'),
          'us-bedrock': clientKey('us-east-2', '111122223333'),
          grounding: 'projects/acme-llama-grounded/locations/europe/keyRings/r/cryptoKeys/k',
          'dev-foundry': 'https://acme.vault.azure.net/keys/llama',
        },
        guardrails: { 'us-bedrock': { id: 'abc123def456', version: '7' } },
        perimeters: { search: 'accessPolicies/1/servicePerimeters/p' },
        roles: Object.fromEntries(Object.keys(topology.workloads).map((id) => [id, `arn:aws:iam::111122223333:role/platform/llama-${id}`])),
        buckets: { aws: { prod: { 'eu-north-1': { name: 'model-store', key: clientKey('eu-north-1', '111122223333') } } }, google: {} },
      });
      topology.weights = { signingKeyGeneration: 1, ingestRole: 'arn:aws:iam::444455556666:role/bring-weights' };
      for (const account of [topology.accounts.aws.prod, topology.accounts.google.search, topology.accounts.azure.dev]) account.owns = false;
    },
  },
  // Issuers that only a deployment knows.
  { file: reference, change: (topology) => delete topology.accounts.aws.prod.oidcIssuer },
  // Divided stacks.
  {
    file: reference,
    outputs: { hosts: { 'us-bedrock': { guardrail } } },
    change: (topology) => {
      for (const id of ['variable', 'grounded']) topology.workloads[id].part = 2;
      topology.workloads.development.part = 3;
    },
  },
  { file: 'examples/us-maverick.yaml', change: (topology) => Object.assign(topology.workloads.agents, { part: 2 }) },
  // More callers than an endpoint policy can name.
  { file: reference, change: (topology) => crowd(topology, 'variable', 61) },
  { file: 'examples/us-maverick.yaml', change: (topology) => crowd(topology, 'agents', 61) },
  { file: 'examples/eu-import.yaml', change: (topology) => crowd(topology, 'claims', 61) },
  // A host that nobody calls yet.
  {
    file: 'examples/eu-import.yaml',
    change: (topology) => {
      topology.hosts.second = { ...topology.hosts['eu-import'] };
    },
  },
  // An account without Bedrock, and one without fleets.
  { file: reference, change: (topology) => without(topology, 'us-bedrock') },
  { file: reference, change: (topology) => without(topology, 'eu-fleet') },
  // Search elsewhere, or no search and no screening.
  {
    file: reference,
    change: (topology) => {
      topology.hosts.grounding.search.location = 'us';
      delete topology.hosts.grounding.modelArmor;
    },
  },
  {
    file: reference,
    change: (topology) => {
      delete topology.hosts.grounding.search;
      topology.hosts.grounding.next = { machineType: 'a3-highgpu-8g', trafficPercent: 10 };
    },
  },
  { file: reference, change: (topology) => Object.assign(topology.hosts.grounding.search, { location: 'global', tier: 'standard' }) },
  // Two accounts whose weights one job brings in.
  {
    file: reference,
    change: (topology) => {
      topology.accounts.aws.second = { ...topology.accounts.aws.prod, id: '222233334444' };
      topology.networks.second = { ...topology.networks.eu, account: 'second', cidr: '10.44.0.0/16' };
      topology.hosts['eu-second'] = { ...topology.hosts['eu-fleet'], account: 'second', network: 'second' };
      topology.workloads['eu-production'].route.push('eu-second');
      topology.models.guard = { ...topology.models.llama70, release: 'llama-guard-3-8b' };
      topology.hosts['eu-second'].model = 'guard';
    },
  },
  // A fleet with all that a fleet can have.
  {
    file: 'examples/transition.yaml',
    change: (topology) => {
      const [fleet] = Object.values<Json>(topology.hosts);
      fleet.images = {
        metrics: `otelcol-contrib:1@sha256:${'0'.repeat(64)}`,
        dcgm: `dcgm-exporter:1@sha256:${'0'.repeat(64)}`,
      };
      fleet.capacity = {
        ...fleet.capacity,
        blocks: {
          winter: { id: 'cr-0123456789abcdef0', availabilityZone: 'eu-north-1a', starts: '2026-12-01T11:30:00Z', ends: '2026-12-15T11:30:00Z', count: 1 },
        },
      };
    },
  },
];
