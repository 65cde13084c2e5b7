import { z } from 'zod';
import { httpsUrl, id, text } from './primitives.js';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding');

/** A public key of an issuer, of RFC 7517. A member that only a private key has is refused, as is a symmetric key. */
const publicKey = z.strictObject({
  kty: z.enum(['RSA', 'EC']).meta({ description: 'Kind of key.', examples: ['RSA'] }),
  alg: z
    .enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384'])
    .meta({ description: 'The one algorithm that this key signs with, whatever a token says.', examples: ['RS256'] }),
  n: base64url.optional().meta({ description: 'RSA: the modulus, of 2048 bits or more.', absent: 'a key on a curve', examples: [`${'A'.repeat(341)}E`] }),
  e: base64url.optional().meta({ description: 'RSA: the exponent.', absent: 'a key on a curve', examples: ['AQAB'] }),
  crv: z
    .enum(['P-256', 'P-384'])
    .optional()
    .meta({ description: 'EC: the curve, which ES256 or ES384 goes with.', absent: 'a key of RSA', examples: ['P-256'] }),
  x: base64url.optional().meta({ description: 'EC: the first coordinate.', absent: 'a key of RSA', examples: ['A'.repeat(43)] }),
  y: base64url.optional().meta({ description: 'EC: the second coordinate.', absent: 'a key of RSA', examples: ['A'.repeat(43)] }),
});

const claim = text.regex(/^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/, 'the name of a claim');

/** Tokens of the company's identity provider, which callers may send instead of a key. */
export const callerTokens = z.strictObject({
  issuer: httpsUrl.meta({
    description: 'What tokens have as `iss`, to the letter. Nothing is fetched from there.',
    examples: ['https://login.acme.example/llama'],
  }),
  audience: text.meta({ description: 'What tokens have as `aud`: a name of the gateway of this zone and of no other.', examples: ['llama-gateway-eu'] }),
  keys: z
    .record(text.regex(/^[\w.=-]+$/, 'the `kid` of a key').meta({ examples: ['acme-2026-11'] }), publicKey)
    .refine((keys) => Object.keys(keys).length > 0, 'one key or more')
    .meta({ description: 'Public keys of the issuer by `kid`, from its `jwks_uri`: the one that signs now, and the one that will.' }),
  teamClaim: claim.meta({
    description: 'Claim that says whose the request is, in every line of spend: up to 31 lower-case letters, digits and hyphens.',
    examples: ['team'],
  }),
  workloadClaim: claim.meta({ description: 'Claim whose value, or values, open workloads.', examples: ['roles'] }),
  workloads: z.record(id.meta({ examples: ['eu-production'] }), z.array(text).min(1)).meta({
    description: 'Workloads of the zone that tokens open, each by the values of `workloadClaim` that do.',
    examples: [{ 'eu-production': ['Llama.Production'] }],
  }),
  tokensPerMinute: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .optional()
    .meta({
      description: 'Tokens of prompts and answers that each task takes in a minute of all callers of a team together (docs/gateway/keys.md).',
      unit: 'tokens',
      absent: 'as many as come',
      examples: [200_000],
    }),
});
export type CallerTokens = z.infer<typeof callerTokens>;
/** One of its keys. */
export type PublicKey = z.infer<typeof publicKey>;
