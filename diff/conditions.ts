import { record } from '../evidence/synthesized/stack.js';

/**
 * Whether an IAM condition, as canonical text, holds whenever another one does: it asks for nothing that the other does not ask
 * for as strictly. Anything that is no such document only equals itself.
 */
export function holdsWhenever(wide: string, narrow: string): boolean {
  if (wide === '' || wide === narrow) return true;
  const [asked, given] = [parsed(wide), parsed(narrow)];
  if (asked === undefined || given === undefined) return false;
  return Object.entries(asked).every(([name, keys]) =>
    Object.entries(record(keys)).every(([key, values]) => {
      const other = record(given[name])[key];
      if (other === undefined) return false;
      const [few, many] = /Not(Equals|Like)|NotIpAddress/.test(name) ? [values, other] : [other, values];
      return list(few).every((value) => list(many).includes(value));
    }),
  );
}

const operator = /^(For(Any|All)Values?:)?(String|Numeric|Date|Bool|Binary|IpAddress|NotIpAddress|Arn|Null)/;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const condition = record(JSON.parse(text));
    return Object.keys(condition).length > 0 && Object.keys(condition).every((name) => operator.test(name)) ? condition : undefined;
  } catch {
    // A text of another language.
    return undefined;
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
