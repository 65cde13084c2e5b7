import { z } from 'zod';
import { callerTokensForm } from './callers.js';

/**
 * What the policy service of a zone is given: `policy.json`. Strict, so that a field that this version does not know keeps the service
 * from starting instead of being passed over.
 */

/**
 * gRPC metadata by which Envoy says on which of its listeners a request is: `entry`, or `hop.<workload>.<host>` where the body needs an adaptation.
 * Part of Envoy's static configuration; nothing that a caller sends becomes such metadata.
 */
export const listenerMetadata = 'gateway-listener';

const name = z.string().min(1).max(256);
const whole = z.int().min(0).max(10_000_000);

/** What a field of a request may hold. Numbers are bounds, both inclusive; lengths are in characters. */
const fieldForm = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('number'), min: z.number(), max: z.number() }),
  z.strictObject({ is: z.literal('integer'), min: z.int(), max: z.int() }),
  z.strictObject({ is: z.literal('boolean') }),
  z.strictObject({ is: z.literal('one of'), values: z.array(name).min(1) }),
  z.strictObject({ is: z.literal('text'), longest: whole }),
  /** A text or a list of them, as `stop`. */
  z.strictObject({ is: z.literal('texts'), most: whole, longest: whole }),
  z.strictObject({ is: z.literal('messages'), roles: z.array(name).min(1), parts: z.array(z.enum(['text', 'image'])).min(1), toolCalls: z.boolean() }),
  z.strictObject({ is: z.literal('tools'), most: whole }),
  z.strictObject({ is: z.literal('tool choice'), values: z.array(z.enum(['none', 'auto', 'required', 'named'])).min(1) }),
  z.strictObject({ is: z.literal('response format'), kinds: z.array(z.enum(['text', 'json_object', 'json_schema'])).min(1) }),
  /** `include_usage` alone. */
  z.strictObject({ is: z.literal('stream options') }),
]);

/** A service that judges prompts or answers, which the policy service reaches through Envoy alone. */
const guardForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('llama-guard'), host: name, authority: name, model: name }),
  z.strictObject({ kind: z.literal('model-armor'), host: name, authority: name, template: name }),
]);

const groundingForm = z.strictObject({
  host: name,
  authority: name,
  servingConfig: name,
  /** Passages that are put before the question, and characters of each. */
  passages: z.int().min(1).max(50),
  longest: whole,
});

/** How the body of a request is changed for a host that is no vLLM of our own. */
const adaptationForm = z.strictObject({
  /** The host's name for the model; empty where it serves one model that has no name. */
  model: z.string().max(256),
  /** Fields that only our own servers know. */
  without: z.array(name),
  /** The field that names the model; `model` without it. */
  field: name.optional(),
  /** Fields that are put in. */
  with: z.record(name, name).optional(),
});

const workloadForm = z.strictObject({
  /** Name of the model that our own servers know, which requests carry to them. */
  model: name,
  /** The Llama release, for `GET /v1/models`. */
  release: name,
  fields: z.record(name, fieldForm),
  /** Tokens of prompt and answer together, and of an answer. */
  contextTokens: whole,
  answerTokens: whole,
  /** Bytes of a request. */
  bodyBytes: whole,
  /** vLLM's priority, lower first; `none` where no server of the route schedules by it. */
  priority: z.union([z.int(), z.literal('none')]),
  /** How a stream with tools comes: `in one` where some host of the route answers it whole, so that it has the time of whole answers. */
  toolStreams: z.enum(['in pieces', 'in one']),
  /** By host of the route that needs another body. */
  adaptations: z.record(name, adaptationForm),
  guard: z.union([
    z.literal('none'),
    z.strictObject({
      before: z.boolean(),
      /** `windows`: a stream is held back by so many characters and judged as it grows; `buffered`: whole. */
      after: z.enum(['none', 'windows', 'buffered']),
      windowCharacters: whole,
      by: z.array(guardForm).min(1),
    }),
  ]),
  grounding: z.union([z.literal('none'), groundingForm]),
});

export const policyForm = z.strictObject({
  version: z.literal(1),
  topology: name,
  zone: name,
  /** Where Envoy connects to this service, and where this service finds Envoy. */
  listen: name,
  egress: name,
  /** Who may call: a file that holds digests of keys, never keys. */
  keys: name,
  /** Tokens that callers may send instead of a key; without it none. */
  tokens: callerTokensForm.optional(),
  /** By id, which callers give as `model`. */
  workloads: z.record(name, workloadForm),
});

/** SHA-256 of a key, in lower-case hex. */
export const keyDigest = z.string().regex(/^[0-9a-f]{64}$/);

/** Whose a key is, which workloads it may call, until when, and how often. */
export const holderForm = z.strictObject({
  team: name,
  workloads: z.array(name).min(1),
  /** From then on nobody may call with it. A key that was written here without one has no end. */
  expires: z.iso.datetime().optional(),
  /** Requests that one task takes in a minute; without it as many as come. */
  requestsPerMinute: whole.optional(),
  /** Tokens of prompts and answers that one task takes in a minute; without it as many as come. */
  tokensPerMinute: z.int().min(1).optional(),
});

/** The file of keys, by their digests. */
export const keysForm = z.strictObject({ version: z.literal(1), keys: z.record(keyDigest, holderForm) });

export type PolicyFile = z.infer<typeof policyForm>;
export type PolicyWorkload = z.infer<typeof workloadForm>;
export type FieldForm = z.infer<typeof fieldForm>;
export type GuardForm = z.infer<typeof guardForm>;
export type GroundingForm = z.infer<typeof groundingForm>;
export type KeysFile = z.infer<typeof keysForm>;
