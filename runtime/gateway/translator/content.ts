import type { ContentBlock, GuardrailConverseContentBlock, ImageFormat, ToolUseBlock } from '@aws-sdk/client-bedrock-runtime';
import { badRequest } from './refusal.js';
import type { ChatMessage } from './request.js';

type Spoken = Exclude<ChatMessage, { role: 'system' }>;

/** Blocks of one message. `guarded`: what the user says in it is what the guardrail judges. */
export function contentOf(message: Spoken, at: string, guarded: boolean): ContentBlock[] {
  switch (message.role) {
    case 'user':
      return userContent(message, at, guarded);
    case 'assistant':
      return assistantContent(message, at);
    case 'tool':
      return [{ toolResult: { toolUseId: message.tool_call_id, content: partsOf(message.content).map((text) => ({ text })) } }];
  }
}

/** The texts of a content that has nothing else. */
export function partsOf(content: string | readonly { readonly text: string }[]): string[] {
  return typeof content === 'string' ? [content] : content.map(({ text }) => text);
}

function userContent({ content }: Extract<Spoken, { role: 'user' }>, at: string, guarded: boolean): ContentBlock[] {
  if (typeof content === 'string') return [textBlock(content, guarded)];
  return content.map((part, index) =>
    part.type === 'text' ? textBlock(part.text, guarded) : imageBlock(part.image_url.url, `${at}.content.${index}.image_url.url`, guarded),
  );
}

function textBlock(text: string, guarded: boolean): ContentBlock {
  return guarded ? { guardContent: { text: { text } } } : { text };
}

function assistantContent({ content, tool_calls }: Extract<Spoken, { role: 'assistant' }>, at: string): ContentBlock[] {
  const texts = content === null || content === undefined || content === '' ? [] : partsOf(content);
  const calls = (tool_calls ?? []).map(({ id, function: { name, arguments: text } }, index) => ({
    toolUse: { toolUseId: id, name, input: inputOf(text, `${at}.tool_calls.${index}.function.arguments`) },
  }));
  if (texts.length + calls.length === 0) throw badRequest(`${at}.content`, 'The message holds neither text nor tool_calls.');
  return [...texts.map((text) => ({ text })), ...calls];
}

/** Arguments are JSON within a text; models call tools without any with an empty one. */
function inputOf(text: string, at: string): ToolUseBlock['input'] {
  try {
    const input = JSON.parse(text === '' ? '{}' : text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // The parser's own text quotes the arguments.
  }
  throw badRequest(at, 'The text must be a JSON object.');
}

/** By media type, what both Converse and its guardrails call it. */
const formats: Readonly<Record<string, ImageFormat>> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/gif': 'gif', 'image/webp': 'webp' };

/** Images come within the request: an address would have to be fetched, and nothing here fetches. */
function imageBlock(url: string, at: string, guarded: boolean): ContentBlock {
  const comma = url.indexOf(',');
  const [, type = ''] = /^data:([\w/+.-]+);base64$/.exec(url.slice(0, Math.max(comma, 0))) ?? [];
  const format = formats[type];
  const data = url.slice(comma + 1);
  if (format === undefined) throw badRequest(at, `Images are data URLs in base64 of ${Object.keys(formats).join(', ')}.`);
  // Node's decoder passes over what is no base64.
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw badRequest(at, 'The data is not base64.');
  const bytes = Buffer.from(data, 'base64');
  if (!guarded) return { image: { format, source: { bytes } } };
  if (format !== 'png' && format !== 'jpeg') throw badRequest(at, 'This host’s guardrail judges PNG and JPEG images alone.');
  return { guardContent: { image: { format, source: { bytes } } } satisfies GuardrailConverseContentBlock };
}
