import type { ServerResponse } from 'node:http';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { completion, heading, saidIn } from './answer.js';
import type { Target } from './bedrock.js';
import { Chunks } from './chunks.js';
import { converseInput, streamGuard } from './converse-input.js';
import { BrokenAnswer } from './failure.js';
import { errorBody, type Refusal } from './refusal.js';
import type { ChatRequest } from './request.js';
import type { WatchedCall } from './watched-call.js';

const eventStream = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** Answers with one `chat.completion`. */
export async function completeWhole(request: ChatRequest, { client, deployment }: Target, call: WatchedCall, response: ServerResponse): Promise<void> {
  const output = await client.send(new ConverseCommand(converseInput(request, deployment)), { abortSignal: call.signal });
  const body = completion(heading(request.model), output);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

/**
 * Answers with a stream of chunks. Nothing is sent before Bedrock's first event, so that until then a failure is a status that Envoy tries
 * the next host after.
 */
export async function completeStream(request: ChatRequest, { client, deployment }: Target, call: WatchedCall, response: ServerResponse): Promise<void> {
  const { guardrailConfig, ...input } = converseInput(request, deployment);
  const chunks = new Chunks(heading(request.model), request.stream_options?.include_usage === true);
  if (input.toolConfig !== undefined) {
    // Bedrock streams no calls of tools for Llama: the answer comes whole, and is sent on as a stream.
    const output = await client.send(new ConverseCommand({ ...input, ...(guardrailConfig !== undefined && { guardrailConfig }) }), {
      abortSignal: call.signal,
    });
    response.writeHead(200, eventStream).end(chunks.whole(saidIn(output)));
    return;
  }
  const command = new ConverseStreamCommand({ ...input, ...(guardrailConfig !== undefined && { guardrailConfig: { ...guardrailConfig, ...streamGuard } }) });
  call.watchSilence();
  const { stream } = await client.send(command, { abortSignal: call.signal });
  if (stream === undefined) throw new BrokenAnswer('stream');
  for await (const event of stream) {
    call.heard();
    const text = chunks.next(event);
    if (!response.headersSent) response.writeHead(200, eventStream);
    if (text !== '' && !response.write(text)) await drained(response, call.signal);
  }
  response.end(chunks.end());
}

/** Tells of a failure: a status while none was sent, else an event in the stream, which then has no end mark. */
export function sendRefusal(refusal: Refusal, response: ServerResponse): void {
  const body = errorBody(refusal);
  if (response.headersSent) response.end(`data: ${body}\n\n`);
  else response.writeHead(refusal.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    response.once('drain', go);
    signal.addEventListener('abort', go);
  });
}
