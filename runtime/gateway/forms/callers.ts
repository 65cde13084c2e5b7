import { z } from 'zod';

const text = z.string().min(1).max(512);

/** Signatures that need no secret here: whoever can check one cannot make one. */
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384'] as const;
const algorithm = z.enum(asymmetric);
const value = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Public keys alone: a member more is refused. RFC 7517. */
const publicKey = z.union([
  z.strictObject({ kid: text, kty: z.literal('RSA'), alg: algorithm, use: z.literal('sig'), n: value, e: value }),
  z.strictObject({ kid: text, kty: z.literal('EC'), alg: algorithm, use: z.literal('sig'), crv: z.enum(['P-256', 'P-384']), x: value, y: value }),
]);

/** Which tokens of an identity provider are taken instead of a key, and what they open. */
export const callerTokensForm = z.strictObject({
  issuer: text,
  audience: text,
  algorithms: z.array(algorithm).min(1),
  keys: z.array(publicKey).min(1),
  /** A token is refused that is older, whatever it says of its end: it cannot be taken back. */
  longestSeconds: z.int().min(60).max(86_400),
  teamClaim: text,
  workloadClaim: text,
  /** Workloads by the value of the claim that opens them. */
  opens: z.record(text, z.array(text).min(1)),
  /** Tokens of prompts and answers that one task takes in a minute of all callers of a team together; without it as many as come. */
  tokensPerMinute: z.int().min(1).optional(),
});

export type CallerTokensForm = z.infer<typeof callerTokensForm>;
