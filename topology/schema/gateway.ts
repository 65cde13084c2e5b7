import { z } from 'zod';
import { authorityExample } from './authority-example.js';
import { publicAuthority } from './fleet.js';
import { authorityCertificate, entities, id } from './primitives.js';

/** How many tasks of the gateway run. Caps of background workloads are divided by the most, so that all tasks together keep them. */
const tasks = z
  .strictObject({
    min: z
      .int()
      .min(2)
      .max(100)
      .meta({ description: 'Tasks that always run, in two availability zones: two or more, so that one can be replaced.', unit: 'tasks', examples: [2] }),
    max: z
      .int()
      .min(2)
      .max(100)
      .meta({
        description: 'Most tasks that scaling may start. A cap of a background workload is its share of a fleet divided by this.',
        unit: 'tasks',
        examples: [4],
      }),
  })
  .refine(({ min, max }) => min <= max, 'min at most as large as max');

const zone = z.strictObject({
  network: id.meta({
    description: 'Network on AWS that the gateway of the zone runs in. Prompts pass through it, so it stays inside the zone.',
    examples: ['eu'],
  }),
  tasks: tasks.meta({ description: 'How many tasks of the gateway run.' }),
});

const authority = z.strictObject({
  certificate: authorityCertificate.meta({
    description: 'Certificate of the authority itself, in PEM: what the gateway checks those of fleets against. One alone: a bundle would let more in.',
    examples: [authorityExample],
  }),
});

/** What a guard looks at before it reaches a host, or before an answer reaches a caller. */
const guardMode = z.enum(['before', 'windows', 'buffered']);
const modeFor = (dataClass: string) => ({ description: `Mode for workloads of data class ${dataClass}.`, examples: ['windows'] });

const guard = z.strictObject({
  public: guardMode.default('before').meta(modeFor('public')),
  internal: guardMode.default('before').meta(modeFor('internal')),
  customer: guardMode.default('windows').meta(modeFor('customer')),
  regulated: guardMode.default('buffered').meta(modeFor('regulated')),
});

/** What a workload calls instead of hosts: one gateway for each residency zone. */
export const gateway = z.strictObject({
  engine: z
    .enum(['envoy'])
    .meta({ description: 'What carries the bytes. Schema version 2 said litellm: `blueprint migrate` takes it along.', examples: ['envoy'] }),
  authorities: entities(authority, 'in-house')
    .refine((authorities) => !(publicAuthority in authorities), `another name than ${publicAuthority}, which stands for the authorities that everybody trusts`)
    .default({})
    .meta({ description: 'Private certificate authorities that issued the certificates of fleets, which name them as endpoint.authority.' }),
  guard: guard.prefault({}).meta({
    description:
      'What Llama Guard and Model Armor judge, by the data class of a workload that has one of them. before: prompts; windows: also answers, of which a stream is held back by a window; buffered: also answers, whole.',
    examples: [{ internal: 'windows' }],
  }),
  zones: z.record(id.meta({ examples: ['eu'] }), zone).meta({ description: 'The gateway of each residency zone.' }),
});
