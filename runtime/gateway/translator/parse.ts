import type { z } from 'zod';
import { badRequest, Refusal } from './refusal.js';
import { type ChatRequest, requestForm } from './request.js';

/** Reads a request. Throws a `Refusal` that names the first field that is wrong. */
export function parseRequest(text: string): ChatRequest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own text quotes the body.
    throw new Refusal(400, 'invalid_request_error', 'The body is not JSON.', 'invalid_json');
  }
  const parsed = requestForm.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw badRequest('body', 'is not a chat completion request.');
  throw refusalOf(issue, []);
}

function refusalOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): Refusal {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return badRequest(
      [...path, issue.keys[0]].join('.'),
      'this host does not know the field. It is refused, because nothing is dropped silently.',
      'unknown_parameter',
    );
  }
  // Of several forms the one that fits best is the one that got furthest.
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest !== undefined && deepest.path.length > 0) return refusalOf(deepest, path);
  }
  return badRequest(path.join('.') || 'body', issue.message, 'invalid_value');
}
