import { z } from 'zod';
import { cidr, entities, httpsUrl, id, region, text } from './primitives.js';

/** A private network of one account in one region: where hosts and gateways are. */
const network = z.strictObject({
  cloud: z.enum(['aws', 'google', 'azure']),
  account: id,
  region,
  cidr,
  /** AWS only: declared, because a look-up at synth would need credentials. Two or more. */
  availabilityZones: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'a zone name, such as eu-north-1a'))
    .min(2, 'two zones or more: a load balancer needs subnets in two')
    .max(6)
    .optional(),
  /** AWS only: id of the prefix list of S3, for a region that facts/ec2.yaml does not have. */
  s3PrefixList: z
    .string()
    .regex(/^pl-[0-9a-f]{8,17}$/, 'a prefix list id, such as pl-0123abcd')
    .optional(),
});

const existingNetwork = z.strictObject({
  /** AWS VPC id, Google network self link or Azure subnet id. */
  id: text,
  subnets: z.array(text).min(1).optional(),
  routeTables: z.array(text).min(1).optional(),
});

/** Bring your own: named by id instead of a stack that makes it. */
export const existing = z.strictObject({
  networks: entities(existingNetwork).default({}),
  egressProxies: z
    .record(id, httpsUrl)
    .default({})
    .describe(
      'By network of a gateway: a proxy of your own that reaches the token endpoint of Microsoft Entra and nothing else. @default a function is made for it',
    ),
  /** Customer-managed keys by host: KMS key ARN or Cloud KMS key name. */
  keys: entities(text).default({}),
  /** Bedrock guardrails by host. */
  guardrails: entities(z.strictObject({ id: text, version: z.string().regex(/^\d+$/, 'a published version, in quotes') })).default({}),
  /** VPC Service Controls perimeters by Google account. */
  perimeters: entities(text).default({}),
});

export const networks = entities(network);

export type Network = z.infer<typeof network>;
export type Existing = z.infer<typeof existing>;
