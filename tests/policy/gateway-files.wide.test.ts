import { describe, expect, it } from 'vitest';
import { expectedFiles } from '../../evidence/gateway/forms/expected.js';
import { fileDifferences } from '../../evidence/gateway/forms/form-problems.js';
import { planZone } from '../../gateway/zone-plan.js';
import { rehearsed } from '../support/gateway.js';
import type { Json } from '../support/gateway-edits.js';
import { topologies } from '../support/topologies.js';

const deployed = new Map(topologies.map(([name, file]) => [name, rehearsed(file)]));

/** Every place in a document, and what it takes to change it. */
function* places(value: unknown, path: readonly (string | number)[] = []): Iterable<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function at(document: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((inner, key) => inner[key], document);
}

/** What puts back what an object or a list has now. */
function kept(holder: Json): () => void {
  const before = Array.isArray(holder) ? [...holder] : { ...holder };
  return () => {
    for (const key of Object.keys(holder)) delete holder[key];
    Object.assign(holder, before);
    if (Array.isArray(holder)) holder.length = before['length'];
  };
}

const other = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : typeof value === 'string' ? `${value}x` : 'x';

describe.each([
  ['reference', 'eu'],
  ['reference', 'any'],
  ['us-maverick', 'us'],
  ['sovereign', 'eu'],
  ['any-zone', 'any'],
])('every value of the files of %s %s', (name, zone) => {
  const { loaded, files: all } = deployed.get(name) as ReturnType<typeof rehearsed>;
  const files = all[zone] ?? {};
  const wanted = expectedFiles(planZone(loaded.topology, loaded.outputs, zone));
  const unseen = (file: string, change: (holder: Json, key: string | number) => void) => {
    const document = JSON.parse(files[file] ?? '');
    return [...places(document)].flatMap((path) => {
      const holder = at(document, path.slice(0, -1));
      const undo = kept(holder);
      change(holder, path.at(-1) ?? '');
      const [problem] = fileDifferences(file, wanted[file], document);
      undo();
      return problem === undefined ? [path.join('.')] : [];
    });
  };
  const json = Object.keys(files).filter((file) => file.endsWith('.json'));

  it.each(json)('of %s is held: changed', (file) => {
    expect(unseen(file, (holder, key) => void (holder[key] = other(holder[key])))).toEqual([]);
  });

  it.each(json)('of %s is held: taken out', (file) => {
    expect(unseen(file, (holder, key) => (Array.isArray(holder) ? void holder.splice(Number(key), 1) : void delete holder[key]))).toEqual([]);
  });

  it.each(json)('of %s is held: with something beside it', (file) => {
    expect(unseen(file, (holder) => (Array.isArray(holder) ? void holder.push('more') : void (holder['more'] = true)))).toEqual([]);
  });
});
