import { z } from 'zod';
import { certificateAuthority, fleet, hostname } from '../../topology/schema/fleet.js';
import { type HostForm, noExistingKey } from '../../topology/schema/host-form.js';
import { availabilityZone, count, day, entities, id, image, instanceType, nodeImage, positiveCount } from '../../topology/schema/primitives.js';

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
  /** Day on which the gateway is to send everything to `next`: `trafficPercent` does it, a day never does. */
  cutover: day,
  trafficPercent: z.int().min(0).max(100).default(0).describe('Share of the requests of the host that the gateway sends to the next model'),
  end: day,
});

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
  cron: z
    .string()
    .regex(/^[0-9A-Z*?,/#-]+( [0-9A-Z*?,/#-]+){5}$/, 'six fields, such as 0 6 ? * MON-FRI *')
    .refine(fitsClock, 'minutes to 59, hours to 23, days to 31, months to 12, days of the week to 7, years to 2199'),
  minReplicas: positiveCount,
  /** @default UTC */
  timezone: z
    .string()
    .regex(/^[A-Za-z_+-]+(\/[A-Za-z0-9_+-]+)*$/, 'an IANA time zone, such as Europe/Berlin')
    .refine(isTimeZone, 'an IANA time zone, such as Europe/Berlin')
    .default('UTC'),
});

/** Largest number of each field of a cron expression. Source: Application Auto Scaling User Guide, cron expressions. */
const clock = [59, 23, 31, 12, 7, 2199];

function fitsClock(cron: string): boolean {
  return cron.split(' ').every((field, index) => (field.match(/\d+/g) ?? []).every((number) => Number(number) <= (clock[index] ?? 0)));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Replicas that follow load or the clock, between two bounds. Without it their number is fixed: as many as the nodes hold. */
const scaling = z.strictObject({
  minReplicas: positiveCount,
  /** @default - as many as the nodes hold */
  maxReplicas: positiveCount.optional(),
  /** Requests waiting per replica that scaling keeps to; needs `images.metrics`. */
  waitingPerReplica: z.number().min(0.1).max(1_000).optional(),
  schedules: entities(scalingSchedule).default({}),
});

/** Name and certificate of the load balancer: each made here or taken as it is. */
const endpoint = z.strictObject({
  hostname,
  authority: certificateAuthority,
  /**
   * Private hosted zone with the record of `hostname`: the id of one in the account, or `made` for one of this name alone, which the networks of
   * gateways in this account and region see.
   * @default - others make the record
   */
  zone: z.union([z.literal('made'), z.string().regex(/^Z[A-Z0-9]{5,31}$/, 'a hosted zone id, such as Z0123456789ABCDEFGHIJ')]).optional(),
  /** A certificate that exists. */
  certificateArn: z
    .string()
    .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/, 'an ACM certificate ARN')
    .optional(),
  /** Or the private authority, of the account or shared with it, that issues one here. */
  privateCertificate: z
    .strictObject({
      authority: z.string().regex(/^arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/, 'an ACM PCA authority ARN'),
      /** Of the family of the authority's own key. */
      keyAlgorithm: z.enum(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1']).default('RSA_2048'),
    })
    .optional(),
});

/** EC2 p5 in an isolated VPC. */
const awsFleet = z.strictObject({
  ...fleet,
  cloud: z.literal('aws').optional().default('aws'),
  /** `spare`: how many of `count` run no replica, so that a deployment starts new ones before it stops old ones. */
  nodes: z.strictObject({ instanceType, count: positiveCount, spare: count.default(0) }),
  capacity,
  transition: transition.optional(),
  /** vLLM in the account's own registry: `repository:tag@sha256:digest`. The tag is for people, the digest decides. */
  image,
  images: watchingImages.prefault({}),
  /** Release of the ECS GPU image, as in the name of its versioned SSM parameter. */
  nodeImage,
  scaling: scaling.optional(),
  endpoint,
});

export type AwsFleetHost = z.infer<typeof awsFleet>;

/** EC2 p5 nodes, which serve the next model beside their own while a transition is declared. */
export const form: HostForm<typeof awsFleet, 'aws'> = {
  schema: awsFleet,
  cloud: 'aws',
  models: ({ model, transition }) => [
    { model, field: 'model' },
    ...(transition === undefined ? [] : [{ model: transition.next, field: 'transition.next' } as const]),
  ],
  weights: 'aws',
  proxies: false,
  existingKey: noExistingKey,
};
