import type { Json } from '../support/documents.js';
import type { Seen } from './expected-facts.js';

/** A parameter's value is what the template refers to: the id, or the ARN of a key, or the ids of a list. */
export function refersTo(value: string, said: Json, all: readonly Seen[]): boolean {
  if (typeof said === 'string') return value === said;
  const targets = said['Fn::Join']?.[1] ?? [said];
  return targets.flat().every((target: Json) => {
    if (typeof target === 'string') return value.includes(target);
    const id = target.Ref ?? target['Fn::GetAtt']?.[0];
    return all.some((one) => one.id === id && value.includes(one.physical));
  });
}
