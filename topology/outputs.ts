import { z } from 'zod';
import type { SourceDocument } from './document.js';
import { httpsUrl, id, text } from './schema/primitives.js';
import { validate } from './validate.js';

const hostOutputs = z.strictObject({
  /** Application inference profile ARN by workload. */
  profiles: z.record(id, text).optional(),
  endpointId: text.optional(),
  endpointDns: text.optional(),
  servingConfig: text.optional(),
});

const outputsSchema = z.strictObject({
  /** Issuers of outbound identity federation, by AWS account. */
  issuers: z.record(id, httpsUrl).optional(),
  hosts: z.record(id, hostOutputs).optional(),
});

/** Values born at deploy time, committed beside the topology because no synth may look anything up. */
export type Outputs = z.infer<typeof outputsSchema>;

export function readOutputs(document: SourceDocument): Outputs {
  return validate(outputsSchema, document);
}
