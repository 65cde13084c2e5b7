/** Why a request is not answered by a host. The message is for the caller; logs get the code alone. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Field of the request, as `messages.0.content`. */
    readonly param: string | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Shape of an error of the OpenAI API. */
export function refusalBody({ status, code, message, param }: Refusal): string {
  return JSON.stringify({ error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param, code } });
}

/** A service that the gateway needs may be back in a second; until then SDKs wait before they try again. */
export function refusalHeaders({ status, headers }: Refusal): Readonly<Record<string, string>> {
  return status === 503 ? { 'retry-after': '1', ...headers } : headers;
}

/** A value of a field that is not allowed: what was received, what is allowed. */
export function invalidValue(param: string, received: string, allowed: string): Refusal {
  return new Refusal(400, 'invalid_value', `${param} is ${received}. Allowed: ${allowed}.`, param);
}

/** A field that is not known here. Nothing is dropped silently. */
export function unknownField(param: string, allowed: readonly string[]): Refusal {
  return new Refusal(400, 'unknown_parameter', `${shortened(param)} is not a field that this model takes. Allowed: ${allowed.join(', ')}.`, shortened(param));
}

export function missingField(param: string, allowed: string): Refusal {
  return new Refusal(400, 'missing_required_parameter', `${param} is missing. Allowed: ${allowed}.`, param);
}

/** A service behind the gateway did not answer in a way that is understood. */
export function unavailable(code: 'guard_unavailable' | 'retrieval_unavailable' | 'keys_unavailable', message: string): Refusal {
  return new Refusal(503, code, `${message} Try again.`);
}

/** A fault of this service. */
export const internal = () => new Refusal(500, 'internal_error', 'The gateway failed while it handled this request.');

/** What a caller sent, short enough for a message. */
export function shortened(text: string): string {
  return text.length <= 64 ? text : `${text.slice(0, 61)}...`;
}
