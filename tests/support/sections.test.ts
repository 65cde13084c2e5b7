import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../topology/document.js';
import { parseSections } from './sections.js';
import { approvalsFile, topologies } from './topologies.js';

type Path = readonly (string | number)[];

function* paths(value: unknown, path: Path = []): Iterable<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* paths(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

describe('a file that is read by its sections', () => {
  it.each(topologies.flatMap(([, file]) => [file, approvalsFile(file)]))('is what it is in one piece: %s', (file) => {
    const text = readFileSync(file, 'utf8');
    const whole = parseSource(text, file);
    const found = parseSections(text, file);
    expect(found.data).toEqual(whole.data);
    for (const path of [...paths(whole.data), ['nowhere'], ['hosts', 'nowhere']]) {
      expect([path, found.locate(path), found.locateKey(path), found.written(path)]).toEqual([
        path,
        whole.locate(path),
        whole.locateKey(path),
        whole.written(path),
      ]);
    }
  });

  it.each([
    ['a key that is there twice', 'a: 1\nb: 2\na: 3\n'],
    ['a fault further down', 'a: 1\nb: [\n'],
    ['a tab', 'a: 1\nb:\n\tc: 1\n'],
    ['another document', 'a: 1\n---\nb: 2\n'],
  ])('is refused as in one piece: %s', (_, text) => {
    const refusal = (read: typeof parseSource) => {
      try {
        return read(text, 'x.yaml').data;
      } catch (error) {
        return String(error);
      }
    };
    expect(refusal(parseSections)).toEqual(refusal(parseSource));
    expect(refusal(parseSections)).toMatch(/x\.yaml:\d/);
  });
});
