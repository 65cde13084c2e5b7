import { z } from 'zod';
import { adapterModels, fleet } from '../../topology/schema/fleet.js';
import { type HostForm, ownModel } from '../../topology/schema/host-form.js';
import { digestExample, image, nodeImage } from '../../topology/schema/primitives.js';
import { nextModel, transition } from '../../topology/schema/transition.js';
import { capacity, nodes } from './schema/capacity.js';
import { endpoint } from './schema/endpoint.js';
import { scaling } from './schema/scaling.js';

/** What watches a fleet, from the account's own registry by digest. Without them no metric of the model servers or GPUs leaves a node. */
const watchingImages = z.strictObject({
  metrics: image.optional().meta({
    description: 'OpenTelemetry Collector, contrib distribution: beside each model server, and beside the GPU exporter.',
    absent: 'no metric of a model server leaves a node',
    examples: [`otelcol-contrib:0.158.0@sha256:${digestExample}`],
  }),
  dcgm: image.optional().meta({
    description: 'NVIDIA DCGM exporter, on every node. Reports through the collector, so it needs `metrics` too.',
    absent: 'no metric of a GPU leaves a node',
    examples: [`dcgm-exporter:4.8.2@sha256:${digestExample}`],
  }),
});

/** EC2 p5 in an isolated VPC. */
const awsFleet = z.strictObject({
  ...fleet,
  cloud: z.literal('aws').optional().default('aws').meta({ description: 'The nodes are on EC2.' }),
  nodes: nodes.meta({ description: 'How many nodes of which type.' }),
  capacity: capacity.meta({
    description: 'Where nodes come from, drained in this order: reservations, then Capacity Blocks, then on demand if allowed. At least one of them.',
    examples: [{ reservations: { a: { availabilityZone: 'eu-north-1a', count: 12 } } }],
  }),
  transition,
  image: image.meta({
    description: "vLLM in the account's own registry. The tag is for people, the digest decides; facts/engine.yaml has the known versions.",
  }),
  images: watchingImages.prefault({}).meta({ description: "What watches the fleet, from the account's own registry by digest." }),
  nodeImage: nodeImage.meta({
    description:
      'Release of the ECS GPU image, as in the name of its versioned SSM parameter: `aws ssm get-parameters-by-path --path /aws/service/ecs/optimized-ami/amazon-linux-2023/gpu`.',
    examples: ['al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs'],
  }),
  scaling: scaling
    .optional()
    .meta({ description: 'Replicas that follow load or the clock, between two bounds.', absent: 'as many replicas as the nodes hold, always' }),
  endpoint: endpoint.meta({
    description: 'Name and certificate of the load balancer: each made here or taken (docs/operations.md#links).',
    examples: [
      {
        hostname: 'llama.eu.acme.internal',
        authority: 'public',
        certificateArn: 'arn:aws:acm:eu-north-1:111122223333:certificate/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90',
      },
    ],
  }),
});

export type AwsFleetHost = z.infer<typeof awsFleet>;

/** EC2 p5 nodes, which serve the next model beside their own while a transition is declared. */
export const form: HostForm<typeof awsFleet, 'aws'> = {
  schema: awsFleet,
  cloud: 'aws',
  models: (host) => [...ownModel(host), ...nextModel(host), ...adapterModels(host)],
  weights: 'aws',
  reach: 'private',
  proxies: false,
  existingKey: () => ({
    kind: 'used',
    users: 'CloudWatch Logs, CloudWatch, EventBridge and SNS of its region, and the service-linked role of Auto Scaling, with grants,',
  }),
};
