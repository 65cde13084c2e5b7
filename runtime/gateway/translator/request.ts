import { z } from 'zod';

/**
 * The requests that this host takes: chat completions as the policy service writes them. Strict at every level, because a field that was
 * passed over would be an answer to another question.
 */

const textPart = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
const imagePart = z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: z.string(), detail: z.literal('auto').optional() }) });
const texts = z.union([z.string().min(1), z.array(textPart).min(1)]);

/** Converse's form of names and ids of tools. */
const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);

const toolCall = z.strictObject({ id: toolName, type: z.literal('function'), function: z.strictObject({ name: toolName, arguments: z.string() }) });

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: texts }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string().min(1), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    // Empty, null or absent where the message is calls of tools alone.
    content: z.union([z.string(), z.array(textPart).min(1), z.null()]).optional(),
    tool_calls: z.array(toolCall).min(1).optional(),
    // What answers carry when nothing was refused, and clients send back.
    refusal: z.null().optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: toolName, content: texts }),
]);

const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: toolName,
    description: z.string().min(1).optional(),
    parameters: z.record(z.string(), z.json()).optional(),
    // Converse cannot promise a schema.
    strict: z.literal(false).optional(),
  }),
});

export const requestForm = z.strictObject({
  /** Name of the model in the answer. What is called is the deployment of the path. */
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(4)]).optional(),
  tools: z.array(tool).min(1).optional(),
  // `required` and a named tool are not supported for Llama; `none` is: the tools stay out of the call.
  tool_choice: z.enum(['auto', 'none']).optional(),
  /** Order in vLLM's queue: ignored, because Bedrock has none. */
  priority: z.int().optional(),
});

export type ChatRequest = z.infer<typeof requestForm>;
export type ChatMessage = ChatRequest['messages'][number];
