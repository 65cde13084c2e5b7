import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerTokensForm } from '../../../../runtime/gateway/forms/callers.js';
import { ask, chat, serviceWith } from './ask.js';

/** Signed here without the library that checks: both would be wrong in the same way. */
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const encoded = (value: object | Buffer) => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');
const now = () => Math.floor(Date.now() / 1_000);
const fine = (): Record<string, unknown> => ({ iss: issuer, aud: 'gateway-eu', iat: now(), exp: now() + 600, team: 'plant-3', roles: ['Llama.Plain'] });

const issuer = 'https://login.example/llama';
const form: CallerTokensForm = {
  issuer,
  audience: 'gateway-eu',
  algorithms: ['ES256', 'RS256'],
  keys: [
    { kid: 'one', use: 'sig', alg: 'RS256', ...(rsa.publicKey.export({ format: 'jwk' }) as { kty: 'RSA'; n: string; e: string }) },
    { kid: 'two', use: 'sig', alg: 'ES256', ...(ec.publicKey.export({ format: 'jwk' }) as { kty: 'EC'; crv: 'P-256'; x: string; y: string }) },
  ],
  longestSeconds: 86_400,
  teamClaim: 'team',
  workloadClaim: 'roles',
  opens: { 'Llama.Plain': ['plain'], 'Llama.Pictures': ['pictures'] },
};

/** A token with changes of its claims and its header. */
function token(claims: object = {}, header: object = {}, key: KeyObject = rsa.privateKey): string {
  const text = `${encoded({ alg: 'RS256', kid: 'one', typ: 'JWT', ...header })}.${encoded({ ...fine(), ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The same claims under the name of another algorithm, with a signature that fits it. */
function forged(alg: string, signature: (text: string) => Buffer): string {
  const text = `${encoded({ alg, kid: 'one', typ: 'JWT' })}.${encoded(fine())}`;
  return `${text}.${encoded(signature(text))}`;
}

let service: ReturnType<typeof serviceWith>;
beforeAll(() => {
  service = serviceWith((file) => void (file.tokens = form));
});
afterAll(() => service.close());

const answer = async (bearer: string, model = 'plain') => ask(service.service, { headers: { authorization: `Bearer ${bearer}` }, body: chat({ model }) });

describe('tokens of an identity provider', () => {
  it.each([
    ['RS256', () => token()],
    ['ES256', () => token({}, { alg: 'ES256', kid: 'two' }, ec.privateKey)],
    ['one value', () => token({ roles: 'Llama.Plain' })],
    ['several audiences', () => token({ aud: ['gateway-eu', 'another'] })],
  ])('are taken: %s', async (_, made) => {
    const { metadata, removed } = await answer(made());
    expect(metadata).toMatchObject({ workload: 'plain', team: 'plant-3' });
    expect(removed).toContain('authorization');
  });

  it('open what the claim says, and keys open what they did', async () => {
    expect((await answer(token(), 'pictures')).refused).toMatchObject({ status: 404, details: 'policy:model_not_found' });
    expect((await answer(token({ roles: ['Llama.Pictures'] }), 'pictures')).metadata).toMatchObject({ workload: 'pictures' });
    expect((await answer('key-of-all')).metadata).toMatchObject({ workload: 'plain' });
  });

  it('share what their team may use, whoever sends them; a team more is another', async () => {
    const few = serviceWith((file) => void (file.tokens = { ...form, tokensPerMinute: 300 }));
    const send = (claims: object) =>
      ask(few.service, { headers: { authorization: `Bearer ${token(claims)}` }, body: chat({ model: 'plain', max_tokens: 190 }) });
    expect((await send({ sub: 'one' })).refused).toBeUndefined();
    expect((await send({ sub: 'two' })).refused).toMatchObject({ status: 429, headers: { 'x-ratelimit-limit-tokens': '300' } });
    expect((await send({ team: 'plant-4' })).refused).toBeUndefined();
    few.close();
  });

  const publicPem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
  const middle = (text: string) => text.split('.')[1];
  it.each<[string, () => string, string]>([
    ['has ended', () => token({ exp: now() - 60, iat: now() - 600 }), 'has ended'],
    ['is of another zone', () => token({ aud: 'gateway-us' }), 'is not of the issuer and audience'],
    ['is for nobody', () => token({ aud: undefined }), 'is not of the issuer and audience'],
    ['is of another issuer', () => token({ iss: `${issuer}/` }), 'is not of the issuer and audience'],
    ['is not valid yet', () => token({ nbf: now() + 600 }), 'is not of the issuer and audience'],
    ['never ends', () => token({ exp: undefined }), 'is not of the issuer and audience'],
    ['says not when it was made', () => token({ iat: undefined }), 'is not of the issuer and audience'],
    ['is older than a day', () => token({ iat: now() - 90_000 }), 'has ended'],
    ['is signed by another key', () => token({}, {}, other.privateKey), 'is not of the issuer and audience'],
    ['is signed by a key that nobody knows', () => token({}, { kid: 'three' }), 'is not of the issuer and audience'],
    [
      'brings its key',
      () => token({}, { kid: undefined, jwk: other.publicKey.export({ format: 'jwk' }) }, other.privateKey),
      'is not of the issuer and audience',
    ],
    ['says where its key is', () => token({}, { kid: 'x', jku: 'https://evil.example/keys' }, other.privateKey), 'is not of the issuer and audience'],
    ['asks for what is not understood', () => token({}, { crit: ['x'], x: 1 }), 'is not of the issuer and audience'],
    ['is signed by nobody', () => forged('none', () => Buffer.alloc(0)).replace(/\.$/, '.AA'), 'is not of the issuer and audience'],
    [
      'is signed with the public key as a secret',
      () => forged('HS256', (text) => createHmac('sha256', publicPem).update(text).digest()),
      'is not of the issuer',
    ],
    [
      'has another algorithm of its key',
      () => forged('RS512', (text) => sign('sha512', Buffer.from(text), rsa.privateKey)),
      'is not of the issuer and audience',
    ],
    ['has other claims than were signed', () => token().replace(middle(token()) ?? '', encoded({ ...fine(), team: 'board' })), 'is not of the issuer'],
    ['names no team', () => token({ team: undefined }), 'names no team'],
    ['names a team that is none', () => token({ team: 'A team\r\nx: y' }), 'names no team'],
    ['opens nothing here', () => token({ roles: ['Llama.Elsewhere'] }), 'opens no workload of this zone'],
    ['opens what every object has', () => token({ roles: ['constructor', '__proto__'] }), 'opens no workload of this zone'],
    ['has no role', () => token({ roles: undefined }), 'opens no workload of this zone'],
  ])('is refused that %s', async (_, made, says) => {
    const { refused } = await answer(made());
    expect(refused).toMatchObject({ status: 401, details: 'policy:invalid_api_key' });
    expect(refused?.body.error.message).toContain(`The token ${says}`);
  });

  it('are no keys where no provider is named', async () => {
    const without = serviceWith();
    try {
      const { refused } = await ask(without.service, { headers: { authorization: `Bearer ${token()}` }, body: chat() });
      expect([refused?.status, refused?.body.error.message]).toEqual([401, expect.stringContaining('The key is not known.')]);
    } finally {
      without.close();
    }
  });

  it('are taken while no key was read', async () => {
    const unread = serviceWith((file) => void Object.assign(file, { tokens: form, keys: `${file.keys}.gone` }));
    unread.service.keys.unwatch();
    try {
      const keyless = { ...unread.service, keys: Object.assign(Object.create(Object.getPrototypeOf(unread.service.keys)), { kept: undefined }) };
      const asked = (bearer: string) => ask(keyless, { headers: { authorization: `Bearer ${bearer}` }, body: chat() });
      expect((await asked(token())).metadata).toMatchObject({ team: 'plant-3' });
      expect((await asked('key-of-all')).refused).toMatchObject({ status: 503, details: 'policy:keys_unavailable' });
    } finally {
      unread.close();
    }
  });
});
