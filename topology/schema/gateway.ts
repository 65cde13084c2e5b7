import { z } from 'zod';
import { publicAuthority } from './fleet.js';
import { authorityCertificate, entities, id } from './primitives.js';

/** How many tasks of the gateway run. Caps of background workloads are divided by the most, so that all tasks together keep them. */
const tasks = z
  .strictObject({
    min: z.int().min(2).max(100).describe('Tasks that always run, in two availability zones: two or more, so that one can be replaced'),
    max: z.int().min(2).max(100).describe('Most tasks that scaling may start. A cap of a background workload is its share of a fleet divided by this'),
  })
  .refine(({ min, max }) => min <= max, 'min at most as large as max');

const zone = z.strictObject({
  network: id.describe('Network on AWS where the gateway of the zone is: prompts pass through it, so it must stay inside'),
  tasks: tasks.describe('How many tasks of the gateway run'),
});

const authority = z.strictObject({
  certificate: authorityCertificate.describe('Certificate of the authority itself, in PEM: what the gateway checks those of fleets against'),
});

/** What a guard looks at before it reaches a host, or before an answer reaches a caller. */
const guardMode = z.enum(['before', 'windows', 'buffered']);

const guard = z.strictObject({
  public: guardMode.default('before').describe('Mode for workloads of data class public. @default before'),
  internal: guardMode.default('before').describe('Mode for workloads of data class internal. @default before'),
  customer: guardMode.default('windows').describe('Mode for workloads of data class customer. @default windows'),
  regulated: guardMode.default('buffered').describe('Mode for workloads of data class regulated. @default buffered'),
});

/** What a workload calls instead of hosts: one gateway for each residency zone. */
export const gateway = z.strictObject({
  engine: z.enum(['envoy']).describe('What carries the bytes. Topologies of schema version 2 said litellm: "blueprint migrate" takes them along'),
  authorities: entities(authority)
    .refine((authorities) => !(publicAuthority in authorities), `another name than ${publicAuthority}, which stands for the authorities that everybody trusts`)
    .default({})
    .describe('Private certificate authorities that issued the certificates of fleets, which name them as endpoint.authority'),
  guard: guard
    .prefault({})
    .describe(
      'What Llama Guard and Model Armor judge, by the data class of a workload that has one of them. before: prompts; windows: also answers, of which a stream is held back by a window; buffered: also answers, whole',
    ),
  zones: z.record(id, zone).describe('The gateway of each residency zone'),
});
