export const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
export const secret = 'made-up-for-an-oracle-made-up-for-an-oracle';

const body = (content: string, more: object = {}) => JSON.stringify({ model, messages: [{ role: 'user', content }], max_tokens: 5, ...more });

interface Call {
  readonly what: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  /** What the answer says, and what it must not. */
  readonly says: readonly RegExp[];
  readonly never?: RegExp;
}

const streamed = { stream: true, stream_options: { include_usage: true } };

/** Calls of the Worker, with what each has to be answered. */
export const calls: readonly Call[] = [
  {
    what: 'a whole answer',
    body: body('whole'),
    status: 200,
    // The stand answers with what it was asked; five of five tokens are a cut answer.
    says: [
      /"object":"chat\.completion"/,
      /\\"model\\":\\"@cf\/meta\/llama-3\.3-70b-instruct-fp8-fast\\"/,
      /\\"rejectIfBusy\\":true/,
      /"finish_reason":"length"/,
      /"total_tokens":8/,
    ],
    never: /gateway/,
  },
  {
    what: 'a streamed answer',
    body: body('streamed', streamed),
    status: 200,
    says: [/"delta":\{"content":"Hel"\}/, /"delta":\{"content":"lo"\}/, /"finish_reason":"stop"/, /"total_tokens":6/, /data: \[DONE\]\n\n$/],
  },
  { what: 'a stream that breaks off', body: body('cut', streamed), status: 200, says: [/"content":"lo"/, /"code":"unreadable_answer"/], never: /\[DONE\]/ },
  { what: 'a model out of capacity', body: body('busy'), status: 429, says: [/3040/], never: /Capacity/ },
  { what: 'another secret', headers: { authorization: 'Bearer other' }, body: body('x'), status: 401, says: [/invalid_api_key/] },
  { what: 'plain HTTP', headers: { 'x-forwarded-proto': 'http' }, body: body('x'), status: 403, says: [/plain_http/] },
  { what: 'another path', path: '/', body: body('x'), status: 404, says: [/unknown_path/] },
  { what: 'another model', body: body('x', { model: '@cf/other' }), status: 400, says: [/invalid_value/] },
  { what: 'a field that is not known', body: body('x', { lora: 'x' }), status: 400, says: [/unknown_parameter/] },
  { what: 'too large a body', body: body('x'.repeat(2 ** 20)), status: 413, says: [/request_too_large/] },
];
