import { Refusal } from './refusal.js';

/** Why a call was given up. */
export type GivenUp = 'gone' | 'silent' | 'too long';

/** An answer of Bedrock that says what this translator does not know. `code`, which part of it, is for the log, not for the caller. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';

  constructor(readonly code: 'content' | 'delta' | 'end' | 'event' | 'message' | 'stop reason' | 'stream' | 'usage') {
    super(`The answer of the host is unknown or broken: ${code}.`);
  }
}

const busy = (status: 429 | 503, code: string) =>
  new Refusal(status, status === 429 ? 'rate_limit_error' : 'server_error', 'The host has no capacity at the moment.', code);
const unreachable = () => new Refusal(503, 'server_error', 'The host cannot be reached at the moment.', 'host_unavailable');
const faulty = () => new Refusal(502, 'server_error', 'The host gave no usable answer.', 'host_error');

/**
 * By name of an error of Bedrock, STS or the connection. Envoy tries the next host of a route after 429 and 503: so what another host may do
 * better is one of these. What our own settings cause is 502, or every host after it would be asked in vain and the fault stay unseen.
 */
const refusals: Readonly<Record<string, () => Refusal>> = {
  ThrottlingException: () => busy(429, 'rate_limit_exceeded'),
  ServiceQuotaExceededException: () => busy(429, 'rate_limit_exceeded'),
  ServiceUnavailableException: () => busy(503, 'host_unavailable'),
  ModelNotReadyException: () => busy(503, 'model_not_ready'),
  ModelTimeoutException: () => busy(503, 'model_timeout'),
  ModelErrorException: () => busy(503, 'model_error'),
  ModelStreamErrorException: () => busy(503, 'model_error'),
  InternalServerException: () => busy(503, 'host_unavailable'),
  TimeoutError: unreachable,
};

/** Codes of connections that failed. */
const connection = /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;

/** What a caller is told about a failure. Names of roles, profiles and accounts stay here. */
export function refusalOf(error: unknown, givenUp: GivenUp | undefined): Refusal {
  if (error instanceof Refusal) return error;
  if (givenUp === 'silent') return busy(503, 'host_silent');
  if (givenUp !== undefined) return new Refusal(504, 'server_error', 'The answer took too long.', 'timeout');
  if (!(error instanceof Error)) return faulty();
  if (error.name === 'ValidationException') return invalid(error.message);
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && connection.test(code)) return unreachable();
  return (refusals[error.name] ?? faulty)();
}

/** Bedrock's own words on a request that it does not take, without what they may name of ours. */
function invalid(text: string): Refusal {
  const code = /too long|context (length|window)|maximum.*tokens/i.test(text) ? 'context_length_exceeded' : 'unsupported_value';
  const told = text
    .replace(/arn:[\w-]+:[^\s"',;]*/g, '(a resource)')
    .replace(/\b\d{12}\b/g, '(an account)')
    .slice(0, 500);
  return new Refusal(400, 'invalid_request_error', told === '' ? 'The host does not take the request.' : told, code);
}
