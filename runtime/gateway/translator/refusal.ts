/** What a caller is told instead of an answer, in the shape of OpenAI's errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly type: 'invalid_request_error' | 'rate_limit_error' | 'server_error',
    message: string,
    readonly code: string,
    /** Field of the request that is wrong, as `messages.0.role`. */
    readonly param?: string,
  ) {
    super(message);
  }
}

/** A request that this host does not take. */
export function badRequest(param: string, message: string, code = 'unsupported_value'): Refusal {
  return new Refusal(400, 'invalid_request_error', `${param}: ${message}`, code, param);
}

/** The body of an error. */
export function errorBody({ message, type, code, param }: Refusal): string {
  return JSON.stringify({ error: { message, type, param: param ?? null, code } });
}
