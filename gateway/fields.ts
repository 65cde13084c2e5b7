import type { FieldForm } from '../runtime/gateway/forms/policy.js';

export type Fields = Readonly<Record<string, FieldForm>>;

/** Fields that every one of several servers means alike, each within what all of them take. A field that only some know is in none. */
export function commonFields(servers: readonly Fields[]): Record<string, FieldForm> {
  const [first = {}, ...rest] = servers;
  return Object.fromEntries(
    Object.entries(first)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, form]) => {
        const common = rest.reduce<FieldForm | undefined>((found, fields) => {
          const other = fields[name];
          return found === undefined || other === undefined ? undefined : both(found, other);
        }, form);
        return common === undefined ? [] : [[name, common] as const];
      }),
  );
}

/** What two forms of a field have in common; undefined where nothing fits both. */
export function both(a: FieldForm, b: FieldForm): FieldForm | undefined {
  switch (a.is) {
    case 'number':
    case 'integer': {
      if (b.is !== 'number' && b.is !== 'integer') return undefined;
      const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)];
      const is = a.is === 'integer' || b.is === 'integer' ? 'integer' : 'number';
      const bounds = is === 'integer' ? { min: Math.ceil(min), max: Math.floor(max) } : { min, max };
      return bounds.min > bounds.max ? undefined : { is, ...bounds };
    }
    case 'boolean':
    case 'stream options':
      return b.is === a.is ? a : undefined;
    case 'text':
      return b.is === 'text' ? { is: 'text', longest: Math.min(a.longest, b.longest) } : undefined;
    case 'texts':
      return b.is === 'texts' ? { is: 'texts', most: Math.min(a.most, b.most), longest: Math.min(a.longest, b.longest) } : undefined;
    case 'tools':
      return b.is === 'tools' ? { is: 'tools', most: Math.min(a.most, b.most) } : undefined;
    case 'one of':
    case 'tool choice': {
      if (b.is !== a.is) return undefined;
      const values = shared<string>(a.values, b.values);
      return values.length === 0 ? undefined : ({ is: a.is, values } as FieldForm);
    }
    case 'response format': {
      if (b.is !== 'response format') return undefined;
      const kinds = shared(a.kinds, b.kinds);
      return kinds.length === 0 ? undefined : { is: 'response format', kinds };
    }
    case 'messages': {
      if (b.is !== 'messages') return undefined;
      const [roles, parts] = [shared(a.roles, b.roles), shared(a.parts, b.parts)];
      return roles.length === 0 || parts.length === 0 ? undefined : { is: 'messages', roles, parts, toolCalls: a.toolCalls && b.toolCalls };
    }
  }
}

function shared<T>(a: readonly T[], b: readonly T[]): T[] {
  return a.filter((value) => b.includes(value));
}
