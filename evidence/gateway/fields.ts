import { type ChatField, type ChatServer, chatFields } from '../../facts/chat.js';
import type { FieldForm } from '../../runtime/gateway/forms/policy.js';

/** What serves a host of a route, and the release that it serves. */
export interface ServedRelease {
  readonly host: string;
  readonly server: ChatServer;
  readonly release: string;
}

/** Fields that a gateway lets through and that a host of the route does not know, or takes less of. */
export function* fieldsBeyond(fields: Readonly<Record<string, FieldForm>>, served: readonly ServedRelease[]): Iterable<string> {
  for (const [name, form] of Object.entries(fields)) {
    for (const { host, server, release } of served) {
      const row = chatFields(server, release).find(({ field }) => field === name);
      if (row === undefined) yield `lets the field ${name} through, which ${host} does not mean as OpenAI defines it.`;
      else if (!isWithin(form, row)) yield `lets through more of ${name} than ${host} takes.`;
    }
  }
}

function isWithin(form: FieldForm, row: ChatField): boolean {
  const among = (values: readonly string[], of: readonly string[] = []) => values.every((value) => of.includes(value));
  switch (form.is) {
    case 'number':
    case 'integer':
      return (
        (row.is === 'number' || row.is === 'integer') && form.min >= (row.min ?? Number.POSITIVE_INFINITY) && form.max <= (row.max ?? Number.NEGATIVE_INFINITY)
      );
    case 'boolean':
    case 'stream options':
      return row.is === form.is;
    case 'text':
      return row.is === 'text' && form.longest <= (row.longest ?? 0);
    case 'texts':
      return row.is === 'texts' && form.most <= (row.most ?? 0) && form.longest <= (row.longest ?? 0);
    case 'tools':
      return row.is === 'tools' && form.most <= (row.most ?? 0);
    case 'one of':
    case 'tool choice':
      return row.is === form.is && among(form.values, row.values);
    case 'response format':
      return row.is === form.is && among(form.kinds, row.values);
    case 'messages':
      return row.is === 'messages' && among(form.roles, row.values) && among(form.parts, row.parts) && (!form.toolCalls || row.toolCalls === true);
  }
}
