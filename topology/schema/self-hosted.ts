import { z } from 'zod';
import { count, day, entities, fraction, id, positiveCount, region, text } from './primitives.js';

export const availabilityZone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'a zone name, such as eu-north-1a');

/** An on-demand capacity reservation made by the capacity stack: billed from creation, used or not. */
const reservation = z.strictObject({ availabilityZone, count: positiveCount });

/** A Capacity Block bought beforehand. No stack ever buys one: a retry would buy twice, a delete refunds nothing. */
const capacityBlock = z.strictObject({
  reservationId: z.string().regex(/^cr-[0-9a-f]{8,17}$/, 'a capacity reservation id, such as cr-0123456789abcdef0'),
  availabilityZone,
  count: positiveCount,
  start: day,
  end: day,
});

/** Where nodes come from, drained in this order: reservations, then blocks, then on-demand if allowed. */
const capacity = z.strictObject({
  reservations: entities(reservation).default({}),
  blocks: entities(capacityBlock).default({}),
  onDemand: z.boolean().default(false),
});

const serving = z.strictObject({
  tensorParallel: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).optional(),
  maxModelLen: z.int().min(1_024).max(1_048_576).optional(),
  gpuMemoryUtilization: fraction.optional(),
});

/**
 * Two versions side by side while workloads move. What is emitted depends only on this declaration, never on the date:
 * declare it to bring the second version up, remove it to take it down.
 */
const transition = z.strictObject({
  /** Model that takes over. The host's `serving` settings hold for both. */
  next: id,
  /** Nodes for `next`, beside `nodes.count`. */
  nodes: positiveCount,
  from: day,
  /** Day on which the gateway sends requests to `next`. */
  cutover: day,
  end: day,
});

export const image = z.string().regex(/^[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/, 'repository:tag@sha256:digest');

/** What watches a fleet, from the account's own registry by digest. Without them no metric of the model servers or GPUs leaves a node. */
const watchingImages = z.strictObject({
  /** OpenTelemetry Collector, contrib distribution: beside each model server, and beside the GPU exporter. */
  metrics: image.optional(),
  /** NVIDIA DCGM exporter, on every node. Reports through the collector, so it needs `metrics` too. */
  dcgm: image.optional(),
});

/** Least replicas from a point in time on, until the next schedule says otherwise. */
const scalingSchedule = z.strictObject({
  /** Six fields of an AWS cron expression: minutes, hours, day of month, month, day of week, year. */
  cron: z.string().regex(/^[0-9A-Z*?,/#-]+( [0-9A-Z*?,/#-]+){5}$/, 'six fields, such as 0 6 ? * MON-FRI *'),
  minReplicas: positiveCount,
  /** @default UTC */
  timezone: z
    .string()
    .regex(/^[A-Za-z_+-]+(\/[A-Za-z0-9_+-]+)*$/, 'an IANA time zone, such as Europe/Berlin')
    .default('UTC'),
});

/** Replicas that follow load or the clock, between two bounds. Without it their number is fixed: as many as the nodes hold. */
const scaling = z.strictObject({
  minReplicas: positiveCount,
  /** @default - as many as the nodes hold */
  maxReplicas: positiveCount.optional(),
  /** Requests waiting per replica that scaling keeps to; needs `images.metrics`. */
  waitingPerReplica: z.number().min(0.1).max(1_000).optional(),
  schedules: entities(scalingSchedule).default({}),
});

/** What a fleet says alike on every cloud. */
const fleet = {
  kind: z.literal('self-hosted'),
  account: id,
  region,
  network: id,
  model: id,
  serving: serving.prefault({}),
  requestLogging: z.boolean().default(false),
  /** Prints prompts nowhere, sends usage statistics nowhere. */
  telemetry: z.boolean().default(false),
  contract: id.optional(),
};

const hostname = z.string().regex(/^[a-z0-9.-]+\.[a-z]+$/, 'a private DNS name');

/** EC2 p5 in an isolated VPC. */
const awsFleet = z.strictObject({
  ...fleet,
  cloud: z.literal('aws').optional().default('aws'),
  /** `spare`: how many of `count` run no replica, so that a deployment starts new ones before it stops old ones. */
  nodes: z.strictObject({ instanceType: text, count: positiveCount, spare: count.default(0) }),
  capacity,
  transition: transition.optional(),
  /** vLLM in the account's own registry: `repository:tag@sha256:digest`. The tag is for people, the digest decides. */
  image,
  images: watchingImages.prefault({}),
  /** Release of the ECS GPU image, as in the name of its versioned SSM parameter. */
  nodeImage: text,
  scaling: scaling.optional(),
  endpoint: z.strictObject({
    hostname,
    certificateArn: z.string().regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/, 'an ACM certificate ARN'),
  }),
});

/** A Compute Engine reservation made by the capacity stack: billed from creation, used or not. */
const googleReservation = z.strictObject({
  zone: z.string().regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, 'a zone name, such as europe-west4-b'),
  count: positiveCount,
});

/** In Artifact Registry a repository holds several images. */
const registryImage = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/, 'repository/image:tag@sha256:digest');

/** Compute Engine A3 in a network without a way to the internet. */
const googleFleet = z.strictObject({
  ...fleet,
  cloud: z.literal('google'),
  /** How the gateway reaches it. */
  link: id.optional(),
  /** `instanceType`: a machine type, such as a3-highgpu-8g. */
  nodes: z.strictObject({ instanceType: text, count: positiveCount }),
  /** Where nodes come from. There is no launch without one: A3 machines are hardly ever to be had on demand. */
  capacity: z.strictObject({ reservations: entities(googleReservation) }),
  /** vLLM in the project's own Artifact Registry, in the host's region. The tag is for people, the digest decides. */
  image: registryImage,
  /** Exact name of a Container-Optimized OS image; a family moves. */
  nodeImage: text,
  /** NVIDIA driver, which the operating system does not carry: its version, and what installs it, from the same registry. */
  driver: z.strictObject({ version: z.string().regex(/^\d+\.\d+(\.\d+)?$/, 'a driver version, such as 580.95.05'), installer: registryImage }),
  endpoint: z.strictObject({
    hostname,
    /** Of Certificate Manager, or of the load balancer; in the host's region. */
    certificate: z
      .string()
      .regex(
        /^projects\/[a-z0-9-]+\/(locations\/[a-z0-9-]+\/certificates|regions\/[a-z0-9-]+\/sslCertificates)\/[a-z0-9-]+$/,
        'projects/<project>/locations/<region>/certificates/<name> or projects/<project>/regions/<region>/sslCertificates/<name>',
      ),
  }),
});

/** Dedicated capacity in a private network. */
export const selfHosted = z.discriminatedUnion('cloud', [awsFleet, googleFleet]);
export type AwsFleetHost = z.infer<typeof awsFleet>;
export type GoogleFleetHost = z.infer<typeof googleFleet>;
export type SelfHostedHost = AwsFleetHost | GoogleFleetHost;
