import { z } from 'zod';
import { httpsUrl, id, text } from './primitives.js';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/, 'base64url without padding');
/** Bytes of the smallest modulus that is taken: 2048 bits. */
const smallest = 256;
const coordinate = (bytes: number) => base64url.refine((value) => Buffer.from(value, 'base64url').length === bytes, `${bytes} bytes in base64url`);

const rsa = z.strictObject({
  kty: z.literal('RSA').meta({ description: 'RSA.', examples: ['RSA'] }),
  alg: z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']).meta({ description: 'The one algorithm that this key signs with.', examples: ['RS256'] }),
  n: base64url
    .refine((value) => Buffer.from(value, 'base64url').length >= smallest, 'a modulus of 2048 bits or more')
    .meta({ description: 'Modulus.', examples: [`${'A'.repeat(341)}E`] }),
  e: base64url.meta({ description: 'Exponent.', examples: ['AQAB'] }),
});
const curve = (crv: 'P-256' | 'P-384', alg: 'ES256' | 'ES384', bytes: number) =>
  z.strictObject({
    kty: z.literal('EC').meta({ description: 'Elliptic curve.', examples: ['EC'] }),
    crv: z.literal(crv).meta({ description: 'Curve.', examples: [crv] }),
    alg: z.literal(alg).meta({ description: 'The one algorithm that this key signs with.', examples: [alg] }),
    x: coordinate(bytes).meta({ description: 'First coordinate.', examples: ['A'.repeat(Math.ceil((bytes * 4) / 3))] }),
    y: coordinate(bytes).meta({ description: 'Second coordinate.', examples: ['A'.repeat(Math.ceil((bytes * 4) / 3))] }),
  });

/** A public key of an issuer, of RFC 7517. A member that only a private key has is refused, as is a symmetric key. */
const publicKey = z.union([rsa, curve('P-256', 'ES256', 32), curve('P-384', 'ES384', 48)]);

const claim = text.regex(/^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/, 'the name of a claim');

/** Tokens of the company's identity provider, which callers may send instead of a key. */
export const callerTokens = z.strictObject({
  issuer: httpsUrl.meta({
    description: 'What tokens have as `iss`, to the letter. Nothing is fetched from there.',
    examples: ['https://login.acme.example/llama'],
  }),
  audience: text.meta({ description: 'What tokens have as `aud`: a name of the gateway of this zone and of no other.', examples: ['llama-gateway-eu'] }),
  keys: z
    .record(text.regex(/^[\w.=-]+$/, 'the `kid` of a key'), publicKey)
    .refine((keys) => Object.keys(keys).length > 0, 'one key or more')
    .meta({ description: 'Public keys of the issuer by `kid`, from its `jwks_uri`: the one that signs now, and the one that will.' }),
  teamClaim: claim.meta({
    description: 'Claim that says whose the request is, in every line of spend: up to 31 lower-case letters, digits and hyphens.',
    examples: ['team'],
  }),
  workloadClaim: claim.meta({ description: 'Claim whose value, or values, open workloads.', examples: ['roles'] }),
  workloads: z
    .record(id.meta({ examples: ['eu-production'] }), z.array(text).min(1))
    .meta({
      description: 'Workloads of the zone that tokens open, each by the values of `workloadClaim` that do.',
      examples: [{ 'eu-production': ['Llama.Production'] }],
    }),
});
export type CallerTokens = z.infer<typeof callerTokens>;
