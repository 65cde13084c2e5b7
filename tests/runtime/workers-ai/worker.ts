import { bundleWorker } from '../../../runtime/worker-bundle.js';
import type { Bindings } from '../../../runtime/workers-ai/worker.js';

export const secret = 'a-secret-of-more-than-thirty-two-characters';
export const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';

interface Worker {
  fetch(request: Request, bindings: Bindings): Promise<Response>;
}

/** The Worker as it is deployed, evaluated once: its bundle, not its sources. */
const worker: Promise<Worker> = import(`data:text/javascript,${encodeURIComponent(bundleWorker('workers-ai'))}`).then(({ default: exported }) => exported);

/** What Workers AI was asked. */
export interface Asked {
  readonly model: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: unknown;
}

export interface Call {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What Secrets Store holds. */
  readonly stored?: string;
  /** What the model answers; an error is thrown. */
  readonly answers?: unknown;
}

/** A request that a gateway sends. */
export const chat = { model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 20 };

/** Calls the Worker: the response, and what it asked the model. */
export async function call({ url = 'https://llama.example/v1/chat/completions', method = 'POST', headers, body = chat, stored = secret, answers }: Call) {
  const asked: Asked[] = [];
  const bindings: Bindings = {
    AI: {
      run: async (name, input, options) => {
        asked.push({ model: name, input, options });
        if (answers instanceof Error) throw answers;
        return answers ?? { response: 'Hi.', usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 } };
      },
    },
    CALLER: { get: async () => stored },
    MODEL: model,
  };
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(url, {
    method,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: sent }),
  });
  const response = await (await worker).fetch(request, bindings);
  return { status: response.status, headers: response.headers, text: await response.text(), asked };
}

/** A stream of Workers AI in pieces of so many bytes: of one, it is cut inside letters as well. */
export function streamOf(text: string, size = 1): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
