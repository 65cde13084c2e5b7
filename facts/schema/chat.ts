/** What servers of chat completions mean by the fields of a request. */
import { z } from 'zod';
import { count, countOrNone, name, release, row } from './row.js';

const server = z.enum([
  'vllm',
  'vertex-garden',
  'vertex-maas',
  'foundry',
  'databricks',
  'watsonx',
  'workers-ai',
  'oci-generative-ai',
  'converse',
  'custom-import',
]);
const bound = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

export const chat = {
  /** A field that a server has no row for is refused wherever that server is on a route. */
  fields: row('A field of a request that a server means as OpenAI defines it, and what it may hold', {
    server,
    field: name,
    is: z.enum(['number', 'integer', 'boolean', 'one of', 'text', 'texts', 'messages', 'tools', 'tool choice', 'response format', 'stream options']),
    min: bound.optional(),
    max: bound.optional(),
    values: z.array(name).min(1).optional().describe('Roles of messages, choices of a tool, kinds of a format, or texts that are allowed'),
    parts: z
      .array(z.enum(['text', 'image']))
      .min(1)
      .optional()
      .describe('Parts of a message'),
    toolCalls: z.boolean().optional().describe('Whether messages may hold calls of tools'),
    most: countOrNone.optional().describe('Most texts or tools'),
    longest: countOrNone.optional().describe('Characters of a text'),
    release: release.optional().describe('Absent: every release'),
  }),
  lengths: row('Tokens that a server reads and writes for a release', {
    server,
    release,
    contextTokens: count.describe('Prompt and answer together'),
    answerTokens: count.describe('An answer at most'),
  }),
};
