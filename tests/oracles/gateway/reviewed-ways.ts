import type { FieldForm, PolicyWorkload } from '../../../runtime/gateway/forms/policy.js';
import type { Way } from './openai-requests.js';

type Form<Is extends FieldForm['is']> = Extract<FieldForm, { readonly is: Is }>;
type Fields = PolicyWorkload['fields'];

/** Ways that a route may take, by hand: with what its form of the field must allow. Each way of the package is here or in `refused`. */
const takeable: Readonly<Record<string, (fields: Fields) => boolean>> = {
  frequency_penalty: has('frequency_penalty'),
  logprobs: has('logprobs'),
  max_completion_tokens: has('max_completion_tokens'),
  max_tokens: has('max_tokens'),
  'messages.system': role('system'),
  'messages.system.content.text': role('system'),
  'messages.user': role('user'),
  'messages.user.content.text': role('user'),
  'messages.assistant.content': role('assistant'),
  'messages.assistant.content.text': role('assistant'),
  'messages.assistant.tool_calls.function': calls,
  'messages.tool': calls,
  'messages.tool.content.text': calls,
  n: has('n'),
  presence_penalty: has('presence_penalty'),
  'response_format.text': format('text'),
  'response_format.json_object': format('json_object'),
  'response_format.json_schema.json_schema.schema': format('json_schema'),
  seed: has('seed'),
  stop: has('stop'),
  'stream.True': has('stream'),
  stream_options: has('stream_options'),
  'stream_options.include_usage': has('stream_options'),
  temperature: has('temperature'),
  'tool_choice.none': choice('none'),
  'tool_choice.auto': choice('auto'),
  'tool_choice.required': choice('required'),
  'tool_choice.function': choice('named'),
  // Without a choice, a tool is called as the model likes.
  'tools.function': choice('auto'),
  'tools.function.function.description': choice('auto'),
  'tools.function.function.parameters': choice('auto'),
  top_logprobs: has('top_logprobs'),
  top_p: has('top_p'),
};

/** Ways that no route takes, whole subjects by their first members. */
const refused: readonly string[] = [
  'audio',
  'function_call',
  'functions',
  'logit_bias',
  'messages.developer',
  'messages.system.content.text.prompt_cache_breakpoint',
  'messages.system.name',
  'messages.user.content.text.prompt_cache_breakpoint',
  // Llama takes images on some hosts; no route has one yet that all its hosts would read alike.
  'messages.user.content.image_url',
  'messages.user.content.input_audio',
  'messages.user.content.file',
  'messages.user.name',
  'messages.assistant',
  'messages.assistant.audio',
  'messages.assistant.content.text.prompt_cache_breakpoint',
  'messages.assistant.content.refusal',
  'messages.assistant.function_call',
  'messages.assistant.name',
  'messages.assistant.refusal',
  'messages.assistant.tool_calls.custom',
  'messages.tool.content.text.prompt_cache_breakpoint',
  'messages.function',
  'metadata',
  'modalities',
  'moderation',
  'parallel_tool_calls',
  'prediction',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning_effort',
  'response_format.json_schema',
  'response_format.json_schema.json_schema.description',
  'response_format.json_schema.json_schema.strict',
  'safety_identifier',
  'service_tier',
  'store',
  'stream_options.include_obfuscation',
  'tool_choice.allowed_tools',
  'tool_choice.custom',
  // Converse promises no schema, so a request would fail where it spills over.
  'tools.function.function.strict',
  'tools.custom',
  'user',
  'verbosity',
  'web_search_options',
];

/** Subjects of which every way is refused, also one that a later version of the package adds. The rest is listed way by way. */
const wholly = new Set(
  refused.filter((path) => !path.includes('.') || /breakpoint$|\.(custom|file|input_audio|image_url|developer|allowed_tools)$/.test(path)),
);

/** Whether a route takes a way; undefined where nobody has looked at it. */
export function taken({ at }: Way, fields: Fields): boolean | undefined {
  const path = at.join('.');
  const takes = takeable[path];
  if (takes !== undefined) return takes(fields);
  return refused.includes(path) || [...wholly].some((subject) => path.startsWith(`${subject}.`)) ? false : undefined;
}

/** Reviewed ways that the package does not know any more. */
export const unknown = (ways: readonly Way[]): string[] => {
  const paths = ways.map(({ at }) => at.join('.'));
  return [...Object.keys(takeable), ...refused].filter((path) => !paths.some((known) => known === path || known.startsWith(`${path}.`)));
};

function has(field: string) {
  return (fields: Fields) => fields[field] !== undefined;
}

function role(name: string) {
  return ({ messages }: Fields) => (messages as Form<'messages'>).roles.includes(name);
}

function calls({ messages }: Fields): boolean {
  return (messages as Form<'messages'>).toolCalls;
}

function format(kind: Form<'response format'>['kinds'][number]) {
  return ({ response_format }: Fields) => response_format?.is === 'response format' && response_format.kinds.includes(kind);
}

function choice(value: Form<'tool choice'>['values'][number]) {
  return ({ tools, tool_choice }: Fields) => tools !== undefined && tool_choice?.is === 'tool choice' && tool_choice.values.includes(value);
}
