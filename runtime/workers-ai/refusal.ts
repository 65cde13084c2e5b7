/** Why a request is not answered. The message is for the caller; nothing of a request or an answer is in it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Field of the request. */
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

/** Shape of an error of the OpenAI API. */
export function refusalBody({ status, code, message, param }: Refusal): string {
  return JSON.stringify({ error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param, code } });
}

/** A value that is not allowed, without the value: what is in a request is its caller's. */
export function invalid(param: string, allowed: string): Refusal {
  return new Refusal(400, 'invalid_value', `${param} is not allowed as it is. Allowed: ${allowed}.`, param);
}

/** What Workers AI answered is no chat completion. */
export function unreadable(): Refusal {
  return new Refusal(502, 'unreadable_answer', 'Workers AI answered in a form that is not known here.');
}

/**
 * Status by the numbers that errors of Workers AI name. Out of what the account may use, and out of capacity: the caller goes to another host.
 * Source: https://developers.cloudflare.com/workers-ai/platform/errors/
 */
const statuses: readonly (readonly [status: number, numbers: readonly string[]])[] = [
  [400, ['3003', '5004']],
  [408, ['3007', '3008']],
  [413, ['3006']],
  [429, ['3036', '3040']],
];

/** Why Workers AI refused, by its number alone: its text may quote the prompt. */
export function refusedByModel(error: unknown): Refusal {
  const [number] = /\b[35]\d{3}\b/.exec(error instanceof Error ? error.message : '') ?? [];
  const told = number === undefined ? 'without a number' : `with ${number}`;
  return new Refusal(statusOf(number), 'model_refused', `Workers AI refused the request ${told}.`);
}

function statusOf(number: string | undefined): number {
  for (const [status, numbers] of statuses) if (number !== undefined && numbers.includes(number)) return status;
  return 502;
}
