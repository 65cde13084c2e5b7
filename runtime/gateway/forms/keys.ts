import { z } from 'zod';
import { holderForm, keyDigest } from './policy.js';

const name = z.string().min(1);

/** What the process that watches keys is started with: where the digests of a zone's callers are, and where they go. */
export const keysSourceForm = z.strictObject({
  version: z.literal(1),
  topology: name,
  zone: name,
  /** Where ECS hands out the credentials of the task. */
  taskCredentials: z.url(),
  region: name,
  endpoint: z.url(),
  bucket: name,
  /** Of all objects, which are named `<prefix><workload>.json`. */
  prefix: name,
  /** File that the policy service reads. */
  file: name,
  /** Seconds between two looks. */
  every: z.int().min(1),
  /** Workloads of the zone: of no other an object counts. */
  workloads: z.array(name),
});

/** A key as it is kept: never itself. `id` names it for people; the others are as `holderForm` has them. */
export const keptKey = holderForm.omit({ workloads: true }).extend({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'an id'),
  created: z.iso.datetime(),
  createdBy: name,
});

/** One object: all keys of a zone and workload, by SHA-256 of the key in lower-case hex. */
export const keysObjectForm = z.strictObject({ version: z.literal(1), zone: name, workload: name, keys: z.record(keyDigest, keptKey) });

export type KeysSource = z.infer<typeof keysSourceForm>;
export type KeptKey = z.infer<typeof keptKey>;
export type KeysObject = z.infer<typeof keysObjectForm>;
