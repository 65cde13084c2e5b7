import type { Json } from '../../support/documents.js';
import { clientKey, guardrail, type Variant } from './grant-variant.js';

/** Variants of what Custom Model Import, another partition and hosts on Google may grant. */
export const moreVariants: readonly Variant[] = [
  // Custom Model Import under guardrails of its own and of the organization, in a network that exists.
  {
    file: 'examples/eu-import.yaml',
    outputs: { hosts: { 'eu-import': { guardrail } } },
    change: (topology) => {
      topology.accounts.aws.management = {
        id: '777788889999',
        partition: 'aws',
        owns: false,
        bedrock: { retention: 'none', invocationLogging: 'off' },
        organization: {
          platformRoles: ['ai-platform-admin'],
          procurementRoles: ['gpu-procurement-*'],
          bedrockGuardrails: {
            'eu-central-1': {
              guardrail: 'arn:aws:bedrock:eu-central-1:777788889999:guardrail/abc123def456:1',
              kmsKeyArn: clientKey('eu-central-1', '777788889999'),
              exceptModels: [],
              system: 'comprehensive',
              messages: 'comprehensive',
            },
          },
        },
      };
    },
  },
  {
    file: 'examples/eu-import.yaml',
    change: (topology) => {
      topology.existing.guardrails = { 'eu-import': { id: 'abc123def456', version: '7' } };
      topology.existing.keys = { 'eu-import': clientKey('eu-central-1', '444455556666') };
      topology.existing.networks = { frankfurt: { id: 'vpc-0123456789abcdef0', subnets: ['subnet-0a', 'subnet-0b'] } };
      // That nothing brings weights in can be waived.
      topology.weights = { signingKeyGeneration: 1 };
    },
  },
  // A partition whose ARNs begin otherwise.
  {
    file: 'examples/sovereign.yaml',
    change: (topology) => {
      const moved = JSON.parse(JSON.stringify(topology).replaceAll('eu-north-1', 'us-gov-west-1').replaceAll('arn:aws:', 'arn:aws-us-gov:'));
      for (const account of Object.values<Json>(moved.accounts.aws)) account.partition = 'aws-us-gov';
      Object.assign(topology, moved);
    },
  },
  // Fleets on Google: an enforced perimeter, signed requests, keys that exist, nobody who brings weights in.
  {
    file: 'examples/eu-gce.yaml',
    change: (topology) => {
      topology.accounts.google.gpu.perimeter = {
        mode: 'enforced',
        deployers: ['user:deployer@acme.example', 'serviceAccount:deploy@acme.iam.gserviceaccount.com'],
      };
      topology.accounts.google.gpu.federation = 'aws';
      topology.weights.signingKeyGeneration = 2;
      topology.existing.buckets.google = {
        gpu: { 'europe-west4': { name: 'model-store', key: 'projects/p/locations/europe-west4/keyRings/r/cryptoKeys/w' } },
      };
      topology.existing.keys = { 'eu-gce': 'projects/acme-llama-gpu/locations/europe-west4/keyRings/r/cryptoKeys/k' };
      topology.existing.networks = { gpu: { id: 'projects/p/global/networks/n', subnets: ['projects/p/regions/europe-west4/subnetworks/s'] } };
    },
  },
  { file: 'examples/eu-gce.yaml', change: (topology) => Object.assign(topology, { weights: { signingKeyGeneration: 1 } }) },
  // Fleets on Azure: a key that exists, callers without an issuer, nobody who brings weights in.
  {
    file: 'examples/azure-nodes.yaml',
    change: (topology) => {
      topology.existing.keys = { 'us-nd': 'https://acme-keys.vault.azure.net/keys/disks' };
      topology.weights.signingKeyGeneration = 2;
      delete topology.accounts.aws.virginia.oidcIssuer;
    },
  },
  { file: 'examples/azure-nodes.yaml', change: (topology) => Object.assign(topology, { weights: { signingKeyGeneration: 1 } }) },
  // And one that nobody calls.
  {
    file: 'examples/azure-nodes.yaml',
    change: (topology) => {
      const other = structuredClone(topology.hosts['us-nd']);
      Object.assign(other.endpoint, { hostname: 'other.acme.internal', address: '10.88.4.101' });
      topology.hosts['other-nd'] = other;
    },
  },
  { file: 'examples/us-maas.yaml', change: (topology) => Object.assign(topology.accounts.google.models.perimeter, { mode: 'dry-run' }) },
  { file: 'examples/eu-gce.yaml', change: (topology) => Object.assign(topology.accounts.google.gpu.perimeter, { deployers: ['user:deployer@acme.example'] }) },
  {
    file: 'examples/us-maas.yaml',
    change: (topology) => {
      topology.accounts.google.models.perimeter = { mode: 'dry-run', deployers: [] };
      topology.accounts.google.models.federation = 'oidc';
      topology.accounts.aws.core.oidcIssuer = 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws';
    },
  },
  // Databricks: gateways whose issuer is not known yet, and an endpoint that several workloads call.
  {
    file: 'examples/lakehouse.yaml',
    change: (topology) => {
      delete topology.accounts.aws.core.oidcIssuer;
      topology.workloads.second = structuredClone(topology.workloads.claims);
      topology.accounts.databricks.lakehouse.publicCallers = ['198.51.100.0/28', '203.0.113.0/28'];
    },
  },
];
