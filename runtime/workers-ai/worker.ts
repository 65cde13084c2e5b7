import { jsonBody } from './body.js';
import { requireCaller } from './caller.js';
import { chatRequest, type ModelInput } from './chat.js';
import { completion, Events, type Head } from './completion.js';
import { Refusal, refusalBody, refusedByModel, unreadable } from './refusal.js';

/** What the Worker is bound to. Everything else is in this program, so that its bytes are the same for every host. */
export interface Bindings {
  /** Workers AI, without an AI Gateway: that would keep prompts and answers in its log, and answer from its cache. */
  readonly AI: { run(model: string, input: ModelInput, options: { readonly rejectIfBusy: true }): Promise<unknown> };
  /** The secret of the callers, in Secrets Store. */
  readonly CALLER: { get(): Promise<string> };
  /** The one model, as Workers AI calls it. */
  readonly MODEL: string;
}

const path = '/v1/chat/completions';

/** Answers chat completions of one model, streamed or not, to callers that show the secret. Prints nothing and keeps nothing. */
export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    try {
      return await answered(request, bindings);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal_error', 'The Worker failed while it handled this request.');
      return response(refusalBody(refusal), 'application/json', refusal.status);
    }
  },
};

async function answered(request: Request, { AI, CALLER, MODEL }: Bindings): Promise<Response> {
  const url = new URL(request.url);
  if (url.protocol !== 'https:') throw new Refusal(403, 'plain_http', 'Allowed: https.');
  await requireCaller(request.headers.get('authorization'), await secretIn(CALLER));
  if (url.pathname !== path) throw new Refusal(404, 'unknown_path', `Allowed: ${path}.`);
  if (request.method !== 'POST') throw new Refusal(405, 'method_not_allowed', 'Allowed: POST.');
  const { input, usageAsked } = chatRequest(await jsonBody(request), MODEL);
  // A request that would wait in a queue is better sent to the next host of its route.
  const answer = await AI.run(MODEL, input, { rejectIfBusy: true }).catch((error: unknown) => {
    throw refusedByModel(error);
  });
  const head: Head = { id: `chatcmpl-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL };
  if (!input.stream) return response(JSON.stringify(completion(answer, head, input.max_tokens)), 'application/json', 200);
  if (!(answer instanceof ReadableStream)) throw unreadable();
  const events = new Events(head, input.max_tokens, usageAsked);
  const rewritten = new TransformStream<Uint8Array, Uint8Array>({ transform: (piece, out) => events.transform(piece, out), flush: (out) => events.flush(out) });
  return response(answer.pipeThrough(rewritten), 'text/event-stream', 200);
}

async function secretIn(store: Bindings['CALLER']): Promise<string> {
  try {
    return await store.get();
  } catch {
    throw new Refusal(503, 'secret_unavailable', 'The secret of this host cannot be read.');
  }
}

function response(body: string | ReadableStream, type: string, status: number): Response {
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-store' });
  if (status === 429 || status === 503) headers.set('retry-after', '1');
  return new Response(body, { status, headers });
}
