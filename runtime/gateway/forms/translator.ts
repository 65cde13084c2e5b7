import { z } from 'zod';
import { serviceUrl } from './service-url.js';

/** What the translator of a zone is given: `translator.json`. It speaks the OpenAI protocol to Envoy and Converse to Bedrock. */

const name = z.string().min(1).max(2048);

const region = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/);

const deploymentForm = z.strictObject({
  workload: name,
  host: name,
  region,
  /** `https://bedrock-runtime.<region>.<domain>`: named, so that no environment variable decides where prompts go. */
  endpoint: serviceUrl,
  /** ARN of the inference profile or of the imported model; the only thing that is called. */
  modelId: name,
  /** Role of the workload, which alone may call it, and where STS is asked for it: in the gateway's own region, which is not that of the model. */
  role: name,
  stsRegion: region,
  stsEndpoint: serviceUrl,
  guardrail: z.union([z.literal('none'), z.strictObject({ id: name, version: z.string().regex(/^\d+$/), guarding: z.enum(['selective', 'comprehensive']) })]),
});

export const translatorForm = z.strictObject({
  version: z.literal(1),
  topology: name,
  zone: name,
  /** Where ECS hands out the credentials of the task; the path of this task's is in its environment, and nothing else is taken from there. */
  taskCredentials: serviceUrl,
  /** Unix sockets, one process each. */
  listen: z.array(name).min(1),
  /** Seconds for which a call may be silent, and for a whole answer. */
  seconds: z.strictObject({ connect: z.int().min(1), silent: z.int().min(1), answer: z.int().min(1) }),
  /** By `<workload>.<host>`, which is the first part of the path that Envoy calls. */
  deployments: z.record(name, deploymentForm),
});

export type TranslatorFile = z.infer<typeof translatorForm>;
export type Deployment = z.infer<typeof deploymentForm>;
