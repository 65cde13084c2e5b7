import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../runtime/gateway/broker/handler.js';
import { logged } from './logged.js';
import { json, type Loopback, loopback } from './loopback.js';
import { clientId, scope, tenant } from './tokens.js';

const log = logged();
const question = { tenant, clientId, scope, assertion: 'jwt.of.role' };
const token = { token_type: 'Bearer', access_token: 'token-of-entra', expires_in: 3_599, ext_expires_in: 3_599 };
let entra: Loopback;
let answer: [number, unknown];

beforeEach(async () => {
  entra = await loopback((_, response) => json(response, ...answer));
  answer = [200, token];
  vi.stubEnv('AUTHORITY', entra.address);
  vi.stubEnv('ALLOWED', JSON.stringify([{ tenant, clientId, scope }]));
});
afterEach(() => {
  entra.stop();
  vi.unstubAllEnvs();
});

describe('the token broker', () => {
  it('answers with the token and its life, and nothing else of Entra’s answer', async () => {
    expect(await handler(question)).toEqual({ accessToken: 'token-of-entra', expiresInSeconds: 3_599 });
  });

  it.each([
    ['tenant', '00000000-0000-4000-8000-00000000000f'],
    ['clientId', '00000000-0000-4000-8000-00000000000f'],
    ['scope', 'https://graph.microsoft.com/.default'],
  ])('asks for nothing that is not on its list: another %s', async (field, value) => {
    await expect(handler({ ...question, [field]: value })).rejects.toThrow('This application and scope are not on the list.');
    expect(entra.asked).toEqual([]);
  });

  it('asks for nothing where its list is missing or its authority is not TLS', async () => {
    vi.stubEnv('ALLOWED', undefined);
    await expect(handler(question)).rejects.toThrow('not on the list');
    vi.stubEnv('ALLOWED', JSON.stringify([{ tenant, clientId, scope }]));
    vi.stubEnv('AUTHORITY', 'http://login.example');
    await expect(handler(question)).rejects.toThrow('must begin with https');
    expect(entra.asked).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a field that is not known', { ...question, prompt: 'x' }],
    ['a path in the tenant', { ...question, tenant: '../common' }],
    ['no assertion', { tenant, clientId, scope }],
    ['nothing', null],
  ])('refuses a question with %s', async (_, event) => {
    await expect(handler(event)).rejects.toThrow('The question has another form.');
    expect(entra.asked).toEqual([]);
  });

  it.each<[string, [number, unknown]]>([
    ['Entra refused: HTTP 401.', [401, { error_description: 'jwt.of.role is not trusted' }]],
    ['The answer of Entra has another form.', [200, { ...token, token_type: 'pop' }]],
    ['The answer of Entra has another form.', [200, 'no JSON']],
    ['Entra cannot be reached.', [307, {}]],
  ])('says %s without what was said', async (told, given) => {
    answer = given;
    if (given[0] === 307) entra.stop();
    const error: Error = await handler(question).catch((caught) => caught);
    expect(error.message).toBe(told);
    expect(JSON.stringify([error.stack, error.cause])).not.toMatch(/jwt/);
  });

  it('logs nothing', async () => {
    await handler(question);
    expect(log()).toBe('');
  });
});
