import { z } from 'zod';
import { domain, fraction, id, region } from './primitives.js';

const serving = z.strictObject({
  tensorParallel: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).optional(),
  maxModelLen: z.int().min(1_024).max(1_048_576).optional(),
  /** Part of a GPU's memory that the engine takes. */
  gpuMemoryUtilization: fraction.default(0.9),
});

/** What a fleet says alike on every cloud. */
export const fleet = {
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

/** Who issued the certificate of a fleet's load balancer: one of `gateway.authorities`, or the authorities that everybody trusts. */
export const publicAuthority = 'public';
export const certificateAuthority = id.describe(
  'Who issued the certificate that the gateway sees: an id of gateway.authorities, or public for one of the authorities that everybody trusts',
);

/** Name of a fleet's load balancer. */
export const hostname = domain;
