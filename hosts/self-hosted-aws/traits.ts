import { pathOf } from '../../topology/path.js';
import { fleetCapacity, fleetTraits } from '../shared/fleet-traits.js';
import type { AwsTraits, OwnNodes } from '../shared/host-traits.js';
import { ownFront } from '../shared/own-front.js';
import { endpointsOf } from '../shared/private-endpoints.js';
import { hasDedicated } from './dedicated.js';
import { ownNodes } from './nodes.js';
import { instanceQuotas } from './quotas.js';
import type { AwsFleetHost } from './schema.js';

export const traits: AwsTraits<AwsFleetHost, OwnNodes> = {
  ...fleetTraits,
  stacks: (_, { id, host }) => [...(hasDedicated(host.capacity) ? [['aws-capacity', id] as const] : []), ['aws-fleet', id]],
  network: {
    mayDiffer: [],
    domains: ({ endpoint }) => [{ domain: endpoint.hostname, use: 'its load balancer' }],
    // Pull an image, fetch and verify weights, register with ECS, write logs and metrics, be reached through Session Manager.
    endpoints: endpointsOf(
      'autoscaling',
      'ecr.api',
      'ecr.dkr',
      'ecs',
      'ecs-agent',
      'ecs-telemetry',
      'kms',
      'logs',
      'monitoring',
      'secretsmanager',
      'ssm',
      'ssmmessages',
    ),
    front: ({ endpoint }) => ownFront(endpoint),
  },
  images: ({ image, images: { metrics, dcgm } }) => [
    ['image', image],
    ...(metrics === undefined ? [] : [['images.metrics', metrics] as const]),
    ...(dcgm === undefined ? [] : [['images.dcgm', dcgm] as const]),
  ],
  nodes: ownNodes,
  google: () => 'none',
  azure: () => 'none',
  // It is called with an API key, which its stack keeps as a secret.
  rights: () => [{ on: 'role', actions: ['secretsmanager:GetSecretValue', 'kms:Decrypt'], may: [] }],
  limits: () => 'none',
  quotas: (topology, { id, host }) => instanceQuotas(topology, id, host),
  aws: (_, { region }) => ({ bedrock: 'none', instancesIn: [region] }),
  capacity: (host) => fleetCapacity(host, host.nodes.spare),
  // It is called by the name that the topology gives it, with a key whose secret has a name that AWS completes.
  deployTimeValues: (_, { id }) => [{ path: ['hosts', id, 'apiKeySecret'], stack: ['aws-fleet', id], divided: false, origin: pathOf('hosts', id) }],
};
