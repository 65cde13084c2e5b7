import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../runtime/gateway/forms/translator.js';
import { converseInput } from '../../../runtime/gateway/translator/converse-input.js';
import { parseRequest } from '../../../runtime/gateway/translator/parse.js';
import { Refusal } from '../../../runtime/gateway/translator/refusal.js';
import { deploymentAt } from './translator.js';

const unguarded = deploymentAt('https://bedrock.example', { guardrail: 'none' });
const guarding = (guarding: 'selective' | 'comprehensive') => deploymentAt('https://bedrock.example', { guardrail: { id: 'gr1', version: '3', guarding } });

const hello = { role: 'user', content: 'Hello' };
const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Turku"}' } };
const tool = { type: 'function', function: { name: 'weather' } };
const pixel = 'iVBORw0KGgo=';

const sent = (request: object, deployment: Deployment = unguarded) => converseInput(parseRequest(JSON.stringify({ model: 'm', ...request })), deployment);

/** What the caller is told: field and code. */
function refused(request: object, deployment?: Deployment): string {
  try {
    sent(request, deployment);
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) return `${error.param} ${error.code}`;
    throw error;
  }
  return 'taken';
}

describe('messages', () => {
  it('become turns: the system prompt apart, neighbours of a role together, results of tools with the user', () => {
    const input = sent({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
        hello,
        { role: 'user', content: [{ type: 'text', text: 'Rain?' }] },
        { role: 'assistant', content: '', refusal: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: 'Sun' },
        { role: 'user', content: 'Well?' },
      ],
      tools: [tool],
    });
    expect(input.system).toEqual([{ text: 'Be brief.' }, { text: 'Be kind.' }]);
    expect(input.messages).toEqual([
      { role: 'user', content: [{ text: 'Hello' }, { text: 'Rain?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'call_1', name: 'weather', input: { city: 'Turku' } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'call_1', content: [{ text: 'Sun' }] } }, { text: 'Well?' }] },
    ]);
    expect(input.toolConfig).toEqual({
      tools: [{ toolSpec: { name: 'weather', inputSchema: { json: { type: 'object', properties: {} } } } }],
      toolChoice: { auto: {} },
    });
  });

  it('of the latest turn are marked for a selective guardrail: what the user says in it, and nothing before', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'old' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: 'new' },
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'Sun' },
    ];
    const marked = { guardContent: { text: { text: 'new' } } };
    const texts = (deployment: Deployment) =>
      sent({ messages, tools: [tool] }, deployment)
        .messages?.flatMap(({ content }) => content)
        .filter((block) => !block?.toolUse && !block?.toolResult);
    expect(texts(guarding('selective'))).toEqual([{ text: 'old' }, { text: 'answer' }, marked]);
    expect(texts(guarding('comprehensive'))).toEqual([{ text: 'old' }, { text: 'answer' }, { text: 'new' }]);
    expect(sent({ messages: [hello] }).guardrailConfig).toBeUndefined();
  });

  it('may hold images, within the request alone', () => {
    const image = (url: string) => ({ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] });
    const bytes = Buffer.from(pixel, 'base64');
    expect(sent(image(`data:image/png;base64,${pixel}`)).messages?.[0]?.content).toEqual([{ image: { format: 'png', source: { bytes } } }]);
    expect(sent(image(`data:image/png;base64,${pixel}`), guarding('selective')).messages?.[0]?.content).toEqual([
      { guardContent: { image: { format: 'png', source: { bytes } } } },
    ]);
    const at = 'messages.0.content.0.image_url.url unsupported_value';
    expect(refused(image('https://images.example/cat.png'))).toBe(at);
    expect(refused(image(`data:image/svg+xml;base64,${pixel}`))).toBe(at);
    expect(refused(image('data:image/png;base64,iVBOR*w0KGgo'))).toBe(at);
    expect(refused(image(`data:image/webp;base64,${pixel}`), guarding('selective'))).toBe(at);
  });
});

describe('what Converse cannot say, or not for Llama, is refused by name', () => {
  it.each([
    // Every field of OpenAI's chat completions that is not translated, some of vLLM's, and what LiteLLM would have obeyed.
    ...[
      'audio',
      'frequency_penalty',
      'function_call',
      'functions',
      'logit_bias',
      'logprobs',
      'metadata',
      'modalities',
      'moderation',
      'n',
      'parallel_tool_calls',
    ],
    ...['prediction', 'presence_penalty', 'prompt_cache_key', 'prompt_cache_retention', 'reasoning_effort', 'response_format', 'safety_identifier', 'seed'],
    ...['service_tier', 'store', 'top_logprobs', 'user', 'verbosity', 'web_search_options', 'top_k', 'min_p', 'guided_json', 'chat_template', 'extra_body'],
    ...['fallbacks', 'aws_region_name', 'custom_llm_provider', 'model_id', 'api_base', 'api_key', 'guardrailConfig', 'additionalModelRequestFields'],
  ])('%s', (field) => {
    expect(refused({ messages: [hello], [field]: 1 })).toBe(`${field} unknown_parameter`);
  });

  it.each<[string, object]>([
    ['messages.0.name unknown_parameter', { messages: [{ ...hello, name: 'Ann' }] }],
    [
      'messages.0.content.0.image_url.detail invalid_value',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x', detail: 'high' } }] }] },
    ],
    ['messages.0.content.0.type invalid_value', { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] }],
    ['messages.0.role invalid_value', { messages: [{ role: 'developer', content: 'x' }] }],
    ['messages.0.content invalid_value', { messages: [{ role: 'user', content: '' }] }],
    ['messages invalid_value', { messages: [] }],
    ['messages invalid_value', {}],
    ['temperature invalid_value', { messages: [hello], temperature: 1.5 }],
    ['top_p invalid_value', { messages: [hello], top_p: -1 }],
    ['max_tokens invalid_value', { messages: [hello], max_tokens: 0 }],
    ['max_tokens unsupported_value', { messages: [hello], max_tokens: 1, max_completion_tokens: 2 }],
    ['tool_choice invalid_value', { messages: [hello], tools: [tool], tool_choice: 'required' }],
    ['tool_choice invalid_value', { messages: [hello], tools: [tool], tool_choice: { type: 'function', function: { name: 'weather' } } }],
    ['tools.0.function.strict invalid_value', { messages: [hello], tools: [{ type: 'function', function: { name: 'weather', strict: true } }] }],
    ['tools unsupported_value', { messages: [hello, { role: 'assistant', tool_calls: [call] }, { role: 'tool', tool_call_id: 'call_1', content: 'x' }] }],
    ['tool_choice unsupported_value', { messages: [hello], tool_choice: 'auto' }],
    ['messages unsupported_value', { messages: [hello, { role: 'assistant', tool_calls: [call] }, hello], tools: [tool] }],
    ['messages unsupported_value', { messages: [hello, { role: 'tool', tool_call_id: 'call_1', content: 'x' }], tools: [tool] }],
    [
      'messages.1.tool_calls.0.function.arguments unsupported_value',
      {
        messages: [
          hello,
          { role: 'assistant', tool_calls: [{ ...call, function: { name: 'weather', arguments: '[' } }] },
          { role: 'tool', tool_call_id: 'call_1', content: 'x' },
        ],
        tools: [tool],
      },
    ],
    ['messages.1.content unsupported_value', { messages: [hello, { role: 'assistant', content: null }, hello] }],
    ['messages.1.role unsupported_value', { messages: [hello, { role: 'assistant', content: 'x' }] }],
    ['messages.1.role unsupported_value', { messages: [hello, { role: 'system', content: 'x' }, hello] }],
    ['messages.0.role unsupported_value', { messages: [{ role: 'assistant', content: 'x' }, hello] }],
    ['messages.0.role unsupported_value', { messages: [{ role: 'system', content: 'x' }] }],
    [
      'stream_options.continuous_usage_stats unknown_parameter',
      { messages: [hello], stream: true, stream_options: { include_usage: true, continuous_usage_stats: true } },
    ],
  ])('%s', (told, request) => {
    expect(refused(request)).toBe(told);
  });

  it('tools go along with a stream too: they are asked for in one piece', () => {
    expect(sent({ messages: [hello], tools: [tool], stream: true }).toolConfig).toEqual(sent({ messages: [hello], tools: [tool] }).toolConfig);
  });

  it('tools that must not be called stay out of the call', () => {
    expect(sent({ messages: [hello], tools: [tool], tool_choice: 'none', stream: true }).toolConfig).toBeUndefined();
  });
});
