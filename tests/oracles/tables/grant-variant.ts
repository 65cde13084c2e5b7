import type { Outputs } from '../../../topology/outputs.js';
import type { Json } from '../../support/documents.js';

/** A topology of the repository, changed after it was parsed: what every option of the schema makes the stacks grant. */
export interface Variant {
  readonly file: string;
  readonly change: (topology: Json) => void;
  readonly outputs?: Outputs;
}

export const guardrail = { id: 'abc123def456', version: '3', definition: '000000000000' };
export const clientKey = (region: string, account: string) => `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-00000000000a`;
