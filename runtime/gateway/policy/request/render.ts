import type { PolicyWorkload } from '../../forms/policy.js';
import { isObject, parseJson } from '../json/parse.js';
import type { Workload } from '../workload.js';
import type { ChatRequest } from './chat.js';
import { answerLimit } from './tokens.js';

/** The body that is sent on: written here, never the caller's bytes. */
export function render({ messages, maxTokens, stream, fields }: ChatRequest, workload: Workload): Buffer {
  const limit = maxTokens ?? answerLimit(messages, fields, workload);
  // Spend is counted from the usage of every stream, asked for or not.
  const streamed = { stream: true, ...('stream_options' in workload.fields && { stream_options: { include_usage: true } }) };
  return Buffer.from(
    JSON.stringify({
      model: workload.model,
      messages,
      ...(limit !== undefined && { max_tokens: limit }),
      ...fields,
      ...(stream && streamed),
      ...(workload.priority !== 'none' && { priority: workload.priority }),
    }),
  );
}

/** The same body for a host that is no server of our own: its name for the model, without what only ours know. Throws where it is no such body. */
export function adapted(body: Uint8Array, { model, without, field = 'model', with: more = {} }: PolicyWorkload['adaptations'][string]): Buffer {
  const request = parseJson(body);
  if (!isObject(request)) throw new TypeError('a hop received a body that this service did not write');
  const kept = Object.entries(request).filter(([name]) => !without.includes(name));
  const named = kept.map(([name, value]): [string, unknown] => (name === 'model' ? [field, model] : [name, value]));
  return Buffer.from(JSON.stringify({ ...Object.fromEntries(named), [field]: model, ...more }));
}
