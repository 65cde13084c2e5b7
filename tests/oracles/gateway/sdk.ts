import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import OpenAI from 'openai';

// Calls a gateway through the packages of OpenAI and LangChain as they are installed, and prints as JSON what a caller sees.
// usage: sdk.ts BASE_URL KEY MODEL OTHER_MODEL TOOL_CHOICE. The certificate authority is in NODE_EXTRA_CA_CERTS.

const [, , baseURL = '', apiKey = '', model = '', other = '', choice = ''] = process.argv;
const toolChoice = choice as 'auto' | 'required' | 'none';
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const messages = [
  { role: 'system' as const, content: 'be brief' },
  { role: 'user' as const, content: 'three words please' },
];
const words = (text: unknown) => String(text).split(/\s+/).filter(Boolean).length;
const seen: Record<string, unknown> = {};

async function note(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    seen[name] = await work();
  } catch (error) {
    const { status, type, message } = error as { readonly status?: number; readonly type?: string; readonly message?: string };
    seen[name] = { error: (error as Error).constructor.name, status, type, message: status === undefined ? message : Boolean(message) };
  }
}

const weather = { type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } };

await note('unary', async () => {
  const { choices, usage } = await client.chat.completions.create({ model, messages, max_tokens: 3 });
  return { words: words(choices[0]?.message.content), finish: choices[0]?.finish_reason, out: usage?.completion_tokens, in: usage?.prompt_tokens };
});
await note('stream', async () => {
  let text = '';
  for await (const chunk of await client.chat.completions.create({ model, messages, max_tokens: 5, stream: true }))
    text += chunk.choices[0]?.delta.content ?? '';
  return { words: words(text) };
});
await note('tools', async () => {
  const { choices } = await client.chat.completions.create({ model, messages, tools: [weather], tool_choice: toolChoice });
  const message = choices[0]?.message;
  const call = message?.tool_calls?.[0];
  if (message === undefined || call?.type !== 'function') return 'no call';
  // As the documentation shows it: the message goes back as it came.
  const history = [...messages, message, { role: 'tool' as const, tool_call_id: call.id, content: 'sunny' }];
  await client.chat.completions.create({ model, messages: history, tools: [weather], tool_choice: toolChoice, max_tokens: 2 });
  return { name: call.function.name, city: JSON.parse(call.function.arguments).city };
});
await note('models', async () => (await client.models.list()).data.map(({ id }) => id).sort());
await note('unknown key', () => new OpenAI({ baseURL, apiKey: 'sk-none', maxRetries: 0 }).chat.completions.create({ model, messages }));
await note('other model', () => client.chat.completions.create({ model: other, messages }));
await note('unknown field', () => client.chat.completions.create({ model, messages, api_base: 'http://127.0.0.1:9' } as never));
await note('embeddings', () => client.embeddings.create({ model, input: 'x' }));

const chain = new ChatOpenAI({ model, apiKey, maxTokens: 4, maxRetries: 0, configuration: { baseURL } });
const prompt = [new SystemMessage('be brief'), new HumanMessage('four words please')];
await note('langchain invoke', async () => {
  const { content, usage_metadata } = await chain.invoke(prompt);
  return { words: words(content), out: usage_metadata?.output_tokens };
});
await note('langchain stream', async () => {
  let [text, out] = ['', 0];
  for await (const { content, usage_metadata } of await chain.stream(prompt)) {
    text += content;
    out += usage_metadata?.output_tokens ?? 0;
  }
  return { words: words(text), out };
});
await note('langchain tools', async () => {
  const bound = new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL } }).bindTools([weather], { tool_choice: toolChoice });
  const [call] = (await bound.invoke(prompt)).tool_calls ?? [];
  return { name: call?.name, city: call?.args['city'] };
});
await note('langchain unknown key', () => new ChatOpenAI({ model, apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL } }).invoke(prompt));
process.stdout.write(`${JSON.stringify(seen)}\n`);
