import type { AnswerReading } from './answer/reading.js';
import type { Call } from './egress.js';
import { invalidValue, missingField, Refusal } from './errors.js';
import { citationsOf, grounded } from './grounding/passages.js';
import { search } from './grounding/search.js';
import { judge, promptRefused } from './guard/guards.js';
import { invalidJson, isObject, type JsonObject, kindOf, parseJson } from './json/parse.js';
import type { KeyHolder } from './keys.js';
import type { Meter } from './meter.js';
import { type Caller, tooLarge } from './request/caller.js';
import { type ChatRequest, readChat } from './request/chat.js';
import { render } from './request/render.js';
import { spend } from './request/spending.js';
import type { Service } from './service.js';
import type { Workload } from './workload.js';

/** What is sent on, and what Envoy chooses the route and writes the line of spend by. */
export interface Decision {
  readonly body: Buffer;
  readonly metadata: {
    readonly workload: string;
    readonly team: string;
    /** How long hosts may be silent: until the answer is whole, or between its pieces. */
    readonly mode: 'unary' | 'stream';
    /** Whether the caller of a stream gets the chunk with the usage, which is asked for in any case. */
    readonly usage: 'keep' | 'drop';
  };
  /** How the answer is read; undefined where it passes. */
  readonly reading: AnswerReading | undefined;
}

/** Decides about the body of a request: model, fields, size, tokens of its caller, guard, documents, in this order. Throws a `Refusal`. */
export async function decide(bytes: Uint8Array, caller: Caller, signal: AbortSignal, service: Service): Promise<Decision> {
  const body = parseJson(bytes);
  if (!isObject(body)) throw invalidJson(`is ${kindOf(body)}`);
  const workload = workloadOf(body, caller.holder, service);
  if (bytes.length > workload.bodyBytes) throw tooLarge(workload.bodyBytes);
  const request = readChat(body, workload);
  const meter = spend(caller, request);
  try {
    return await judged(request, { workload, meter, caller, signal, service });
  } catch (error) {
    meter?.refused();
    throw error;
  }
}

/** What a decision is made from, beside the request. */
interface Circumstances {
  readonly workload: Workload;
  readonly meter: Meter | undefined;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly service: Service;
}

/** Lets guards judge a request that its caller may make, and adds documents. */
async function judged(request: ChatRequest, { workload, meter, caller: { holder, requestId }, signal, service }: Circumstances): Promise<Decision> {
  const { guard, grounding, id } = workload;
  const guards = service.guards.get(id) ?? [];
  const call: Call = { team: holder.team, requestId, signal };
  if (guard !== 'none' && guard.before) {
    const verdict = await judge(guards, (each) => each.prompt(request.messages, call));
    if (!verdict.safe) throw promptRefused(verdict.categories);
  }
  const passages = grounding === 'none' ? undefined : await search(grounding, request.messages, service.egress, call);
  const messages = passages === undefined ? request.messages : grounded(request.messages, passages);
  const after = guard === 'none' ? 'none' : guard.after;
  const reading: AnswerReading = {
    citations: passages === undefined ? undefined : citationsOf(passages),
    guards: after === 'none' ? [] : guards,
    window: guard !== 'none' && after === 'windows' ? guard.windowCharacters : Number.POSITIVE_INFINITY,
    messages: request.messages,
    call,
    meter,
  };
  return {
    body: render({ ...request, messages }, workload),
    metadata: {
      workload: id,
      team: holder.team,
      mode: comesInPieces(request, workload) ? 'stream' : 'unary',
      // Where tokens are counted here, the chunk with the usage ends here.
      usage: request.stream && !request.usageAsked && meter === undefined ? 'drop' : 'keep',
    },
    reading: workload.answersAreRead || meter !== undefined ? reading : undefined,
  };
}

/** Whether every host of the route answers piece by piece. */
function comesInPieces({ stream, fields: { tools, tool_choice } }: ChatRequest, { toolStreams }: Workload): boolean {
  return stream && (toolStreams === 'in pieces' || tools === undefined || tool_choice === 'none');
}

function workloadOf({ model }: JsonObject, holder: KeyHolder, { workloads }: Service): Workload {
  const allowed = holder.workloads.filter((id) => workloads.has(id));
  if (model === undefined) throw missingField('model', allowed.join(', '));
  if (typeof model !== 'string') throw invalidValue('model', kindOf(model), allowed.join(', '));
  const workload = allowed.includes(model) ? workloads.get(model) : undefined;
  if (workload !== undefined) return workload;
  // The same for a model that is not there and for one of somebody else.
  const message = `The model ${JSON.stringify(model.slice(0, 64))} does not exist or this key may not call it. Allowed: ${allowed.join(', ')}.`;
  throw new Refusal(404, 'model_not_found', message, 'model');
}
