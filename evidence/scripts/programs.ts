import type { Carrier } from '../../catalogue/row.js';
import { rowOf } from '../../catalogue/rows.js';
import { unemittedOf } from '../../catalogue/unemitted.js';
import { type Resource, record, strings } from '../synthesized/stack.js';
import { readCarrier } from './carriers.js';
import type { Program } from './program.js';

/** Every program in a resource, but those that another rule derives whole. Of a type without a row, what looks like one. */
export function programsOf(resource: Resource): Program[] {
  const programs = rowOf(resource.type)?.programs;
  if (programs === undefined) return [...unknownPrograms(resource)];
  return programs.kind === 'none' ? [] : programs.carriers.filter(({ comparedBy }) => comparedBy === undefined).flatMap((one) => carried(resource, one));
}

function carried(resource: Resource, { path, form }: Carrier): Program[] {
  return valuesAt(resource.properties, path.split('.')).flatMap(([value, owner]) =>
    readCarrier(resource, form, value, owner).map((text) => ({ at: path, ...text })),
  );
}

/** Values at a path, lists passed through, each with the name of the element that it is in. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[], owner = ''): (readonly [value: unknown, owner: string])[] {
  if (step === undefined) return [[value, owner]];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, [step, ...rest], String(record(item)['Name'] ?? owner)));
  const inner = record(value)[step];
  return inner === undefined ? [] : valuesAt(inner, rest, owner);
}

/** Programs of a type that nobody described: those of settings that are known to hold them, and texts that begin like one. */
function* unknownPrograms(resource: Resource): Iterable<Program> {
  const known = unemittedOf(resource.type).runs ?? [];
  for (const carrier of known) yield* carried(resource, carrier);
  for (const [place, text] of strings(resource.properties)) {
    const at = place.replace(/\[\d+\]/g, '');
    if (/^\s*(#!|#cloud-config|<powershell>)/.test(text) && !known.some(({ path }) => at.startsWith(path))) yield { at, part: '', text };
  }
}
