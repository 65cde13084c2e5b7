import { type ChatField, type ChatServer, chatFields } from '../../facts/chat.js';
import type { FieldForm } from '../../runtime/gateway/forms/policy.js';

/** What a server means by fields of a request, as the policy service checks them. */
export function fieldsOf(server: ChatServer, release: string): Record<string, FieldForm> {
  return Object.fromEntries(chatFields(server, release).map((row) => [row.field, formOf(row)]));
}

/** The form of a row. Columns that it needs and lacks are a fault of the facts, which a test reports. */
function formOf(row: ChatField): FieldForm {
  const { is, min, max, values, parts, most, longest } = row;
  const whole = { most, longest, min, max, values, parts };
  const wants = <K extends keyof typeof whole>(name: K): NonNullable<(typeof whole)[K]> => {
    const found = whole[name];
    if (found === undefined) throw new Error(`facts/chat.yaml: ${row.server} ${row.field} lacks ${name}`);
    return found;
  };
  switch (is) {
    case 'number':
    case 'integer':
      return { is, min: wants('min'), max: wants('max') };
    case 'boolean':
    case 'stream options':
      return { is };
    case 'one of':
      return { is, values: [...wants('values')] };
    case 'text':
      return { is, longest: wants('longest') };
    case 'texts':
      return { is, most: wants('most'), longest: wants('longest') };
    case 'messages':
      return { is, roles: [...wants('values')], parts: [...wants('parts')], toolCalls: row.toolCalls === true };
    case 'tools':
      return { is, most: wants('most') };
    case 'tool choice':
      return { is, values: [...wants('values')] as ('none' | 'auto' | 'required' | 'named')[] };
    case 'response format':
      return { is, kinds: [...wants('values')] as ('text' | 'json_object' | 'json_schema')[] };
  }
}
