import { z } from 'zod';
import type { NamedModel } from './host-form.js';
import { domain, entities, fraction, id, region } from './primitives.js';

const serving = z.strictObject({
  tensorParallel: z
    .union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)])
    .optional()
    .meta({ description: 'GPUs of one replica.', unit: 'GPUs', absent: 'as facts/serving.yaml lays out the release, else all of a node', examples: [2] }),
  maxModelLen: z
    .int()
    .min(1_024)
    .max(1_048_576)
    .optional()
    .meta({
      description: 'Longest request, prompt and answer together.',
      unit: 'tokens',
      absent: 'as facts/serving.yaml says for the release',
      examples: [32_768],
    }),
  gpuMemoryUtilization: fraction.default(0.9).meta({ description: 'Part of the memory of a GPU that the engine takes.', examples: [0.9] }),
});

const adapter = z.strictObject({
  workloads: z
    .array(id)
    .min(1)
    .meta({ description: 'Workloads whose requests it answers instead of the base, by their keys in workloads.', examples: [['eu-production']] }),
  next: id.optional().meta({
    description: 'Adapter that takes over together with the model under transition.next, by its key in models.',
    absent: 'none; while a transition is declared, a finding of `lifecycle/fine-tune-base`',
    examples: ['claims4'],
  }),
});

/** What a fleet says alike on every cloud. */
export const fleet = {
  kind: z.literal('self-hosted').meta({ description: 'GPU nodes of your own that run vLLM.' }),
  account: id.meta({ description: 'Alias of the account of its nodes.', examples: ['prod'] }),
  region: region.meta({ description: 'Region of its nodes.' }),
  network: id.meta({ description: 'Network of its nodes.', examples: ['eu'] }),
  model: id.meta({ description: 'Model that it serves, by its key in models. It has weights.', examples: ['llama70'] }),
  adapters: entities(adapter, 'claims').default({}).meta({
    description: 'LoRA adapters that it serves beside its model, by their keys in models: each from verified files, loaded at the start and by no caller.',
  }),
  serving: serving.prefault({}).meta({ description: 'Settings of the engine.' }),
  requestLogging: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the engine logs prompts. Rules want false.', examples: [false] }),
  telemetry: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the engine sends usage statistics to its makers. Rules want false.', examples: [false] }),
  contract: id
    .optional()
    .meta({ description: 'Contract that it is paid under, by its key in contracts.', absent: 'a finding of `tags/required`', examples: ['aws-main'] }),
};

/** Who issued the certificate of a fleet's load balancer: one of `gateway.authorities`, or the authorities that everybody trusts. */
export const publicAuthority = 'public';
export const certificateAuthority = id.meta({
  description: 'Who issued the certificate that the gateway sees: an id of gateway.authorities, or public for one of the authorities that everybody trusts.',
  examples: ['public'],
});

/** Name of a fleet's load balancer. */
export const hostname = domain.meta({
  description: 'Name that the gateway calls the fleet by; its certificate is for this name.',
  examples: ['llama.eu.acme.internal'],
});

/** What a fleet says of adapters. */
export interface Adapters {
  readonly adapters: Readonly<Record<string, z.infer<typeof adapter>>>;
}

/** Adapters of a fleet, with those that take over. */
export function adapterModels({ adapters }: Adapters): NamedModel[] {
  return Object.entries(adapters).flatMap(([model, { next }]) => [
    { model, field: `adapters.${model}` } as const,
    ...(next === undefined ? [] : [{ model: next, field: `adapters.${model}.next` } as const]),
  ]);
}

/** The adapter that answers a workload on a fleet, and the one that takes over from it; undefined where the base does. */
export function adapterOf({ adapters }: Adapters, workload: string): { readonly present: string; readonly next: string | undefined } | undefined {
  const [present, { next } = {}] = Object.entries(adapters).find(([, { workloads }]) => workloads.includes(workload)) ?? [];
  return present === undefined ? undefined : { present, next };
}
