import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSource } from '../../topology/document.js';
import { InputError } from '../../topology/error.js';
import { checkedTopology, loadTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-load-'));
afterAll(() => rmSync(directory, { recursive: true }));
const reference = wholeText();

/** Problems of a text that should not load. */
function problemsOf(text: string): string[] {
  const file = join(directory, 'broken.yaml');
  writeFileSync(file, text);
  try {
    loadTopology(file);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  throw new Error('it loaded');
}

function edited(from: string, to: string): string[] {
  if (reference.split(from).length !== 2) throw new Error(`no single place: ${from}`);
  return problemsOf(reference.replace(from, to));
}

describe('numbers', () => {
  it.each([
    ['not a number', '.nan'],
    ['infinite', '.inf'],
    ['negative', '-1'],
    ['huge', '1e30'],
    ['text', '"1000"'],
    ['fractional', '1.5'],
    ['zero', '0'],
  ])('refuses %s node counts', (_, value) => {
    expect(edited('count: 12\n', `count: ${value}\n`)).toEqual([expect.stringContaining('hosts.eu-fleet.nodes.count: received')]);
  });
});

describe('YAML that could mislead', () => {
  const cases: [name: string, text: string, message: RegExp][] = [
    ['duplicate keys', 'name: a1\nname: b2\n', /broken\.yaml:2:1: not valid YAML: Map keys must be unique/],
    ['aliases', 'a: &a [x]\nb: *a\n', /broken\.yaml:2:4: alias \*a: aliases are not allowed/],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a,*a,*a,*a]`).join('\n')}\n`,
      /aliases are not allowed/,
    ],
    ['deep nesting', `a: ${'['.repeat(100_000)}\n`, /nested deeper than 32 levels/],
    ['deep nesting without brackets', `a:\n  ${'- '.repeat(100_000)}x\n`, /nested deeper than 32 levels/],
    ['broken indentation', 'a:\n  b: 1\n c: 2\n', /not valid YAML/],
    ['a list', '- a\n', /received \["a"\]\. Allowed: a mapping/],
    ['a scalar', 'hello\n', /received "hello"\. Allowed: a mapping/],
    ['a custom tag', 'a: !!js/function x\n', /not valid YAML/],
    ['two documents', 'a: 1\n---\nb: 2\n', /broken\.yaml:2:1: not valid YAML: a second document begins here\. Allowed: one/],
    ['only a comment', '# nothing\n', /holds no YAML/],
    ['prototype keys', `${reference}\n__proto__: {polluted: true}\n`, /__proto__: unknown key/],
  ];
  it.each(cases)('refuses %s', (_, text, message) => {
    expect(problemsOf(text)[0]).toMatch(message);
  });
});

describe('a long file', () => {
  const zones = (count: number) =>
    reference.replace('  any: [ANY]', `  any: [ANY]\n${Array.from({ length: count }, (_, index) => `  z${index}: [US]`).join('\n')}`);

  it('is read up to 25,000 lines and elements, and refused above without being parsed', () => {
    expect(() => checkedTopology(parseSource(zones(20_000), 'topology.yaml'), {}, [])).not.toThrow();
    const start = performance.now();
    expect(problemsOf(zones(60_000))).toEqual([expect.stringMatching(/has \d+ lines and elements of lists\. Allowed: at most 25000\./)]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('shows the first hundred of its problems', () => {
    expect(problemsOf(zones(20_000).replaceAll('[US]', '[XX]'))).toHaveLength(101);
  });
});
