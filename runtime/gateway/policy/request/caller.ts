import type { TokenBudget } from '../budgets.js';
import { Refusal, unavailable } from '../errors.js';
import type { KeyHolder, Keys } from '../keys.js';
import type { HeaderValue, HttpHeaders } from '../protocol/messages.js';
import { CallerTokens } from '../tokens.js';

/** What a request asks for, of the two things that there are. */
export type Asked = 'chat' | 'models';

export interface Caller {
  readonly asked: Asked;
  readonly holder: KeyHolder;
  /** Tokens that it may use in a minute; undefined where it has no limit of them. */
  readonly budget: TokenBudget | undefined;
  /** Envoy's own, by which lines of spend belong together. */
  readonly requestId: string;
  /** Headers that are not sent on. */
  readonly strip: readonly string[];
}

const paths: Readonly<Record<string, { readonly asked: Asked; readonly method: string }>> = {
  '/v1/chat/completions': { asked: 'chat', method: 'POST' },
  '/v1/models': { asked: 'models', method: 'GET' },
};

/** Headers that a host sees, beside those that begin with a colon. */
const passed = new Set(['content-type', 'content-length', 'accept', 'x-request-id', 'x-forwarded-proto']);

/** Who may call: by key, and where tokens of an identity provider are taken, by those. */
export interface Known {
  readonly keys: Keys;
  readonly tokens: CallerTokens | 'none';
}

/** Reads the headers of a request: path, method, media type, key or token, length. Throws a `Refusal`. */
export async function readCaller({ headers, endOfStream }: HttpHeaders, known: Known, mostBytes: (holder: KeyHolder) => number): Promise<Caller> {
  const all = headerValues(headers?.headers ?? []);
  const [path = '', query] = split(all.get(':path') ?? '');
  const route = Object.hasOwn(paths, path) ? paths[path] : undefined;
  if (route === undefined) throw new Refusal(404, 'unknown_url', `There is no such path. Allowed: ${ways}.`);
  if (all.get(':method') !== route.method) throw new Refusal(405, 'method_not_allowed', `Allowed: ${ways}.`, null, { allow: route.method });
  if (query !== undefined) throw new Refusal(400, 'unknown_parameter', 'The URL has a query. Allowed: none.');
  const { holder, budget } = await holderOf(all.get('authorization'), known);
  if (route.asked === 'chat') checkBody(all, endOfStream, mostBytes(holder));
  const requestId = all.get('x-request-id') ?? '';
  return {
    asked: route.asked,
    holder,
    budget,
    requestId,
    strip: [...all.keys()].filter((name) => !name.startsWith(':') && name !== 'host' && !passed.has(name)),
  };
}

/** Values by name. What is given twice is one value with a comma, which nothing below takes. */
export function headerValues(headers: readonly HeaderValue[]): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const { key, rawValue } of headers) {
    const value = Buffer.from(rawValue).toString('latin1');
    const before = all.get(key);
    all.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return all;
}

const ways = Object.entries(paths)
  .map(([path, { method }]) => `${method} ${path}`)
  .join(', ');

function split(target: string): [string, string?] {
  const mark = target.search(/[?#]/);
  return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark)];
}

async function holderOf(authorization: string | undefined, { keys, tokens }: Known): Promise<Pick<Caller, 'holder' | 'budget'>> {
  const how = `Allowed: one header "Authorization: Bearer KEY" with a key of this gateway${tokens === 'none' ? '' : ', or with a token for it'}.`;
  const unauthorized = (what: string) => new Refusal(401, 'invalid_api_key', `${what} ${how}`, null, { 'www-authenticate': 'Bearer' });
  if (authorization === undefined) throw unauthorized('The request has no key.');
  const given = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(authorization)?.[1];
  if (given !== undefined && tokens !== 'none' && CallerTokens.isOne(given)) {
    const holder = await tokens.holderOf(given);
    if (typeof holder === 'string') throw unauthorized(`The token ${holder}.`);
    return { holder, budget: tokens.budgetOf(holder) };
  }
  if (keys.size === undefined) throw unavailable('keys_unavailable', 'The gateway does not know yet who may call.');
  const key = given !== undefined && given.length <= longestKey ? given : undefined;
  const holder = key === undefined ? undefined : keys.holderOf(key);
  if (key === undefined || holder === undefined) throw unauthorized('The key is not known.');
  const wait = keys.tooEarly(key);
  if (wait > 0) throw tooOften(holder, wait);
  return { holder, budget: keys.budgetOf(key) };
}

/** Characters of a key; tokens are longer. */
const longestKey = 512;

function checkBody(headers: ReadonlyMap<string, string>, endOfStream: boolean, mostBytes: number): void {
  if (endOfStream) throw new Refusal(400, 'invalid_json', 'The request has no body. Allowed: one JSON object, sent as application/json.');
  const type = headers.get('content-type') ?? 'none';
  if (!/^application\/json(?: *; *charset="?utf-8"?)?$/i.test(type)) {
    throw new Refusal(415, 'unsupported_media_type', 'The body has another media type. Allowed: content-type application/json.');
  }
  if (headers.has('content-encoding')) throw new Refusal(415, 'unsupported_media_type', 'The body is encoded. Allowed: no content-encoding.');
  if (Number(headers.get('content-length') ?? 0) > mostBytes) throw tooLarge(mostBytes);
}

/** The limit is that of one task, of which callers do not know how many there are. */
function tooOften({ requestsPerMinute = 0 }: KeyHolder, wait: number): Refusal {
  const message = `The key asks too often. Allowed: ${requestsPerMinute} requests a minute at each task of the gateway.`;
  return new Refusal(429, 'rate_limit_exceeded', message, null, { 'retry-after': String(wait), ...limitHeaders('requests', requestsPerMinute, 0, wait) });
}

/** Headers by which SDKs of OpenAI say how much is left, and when all of it is back. */
export function limitHeaders(of: 'requests' | 'tokens', limit: number, left: number, seconds: number): Readonly<Record<string, string>> {
  return { [`x-ratelimit-limit-${of}`]: String(limit), [`x-ratelimit-remaining-${of}`]: String(left), [`x-ratelimit-reset-${of}`]: `${seconds}s` };
}

export function tooLarge(mostBytes: number): Refusal {
  return new Refusal(413, 'request_too_large', `The body is too large. Allowed: ${mostBytes} bytes.`);
}
