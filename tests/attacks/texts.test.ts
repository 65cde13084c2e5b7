import { describe, expect, it } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { compare } from '../../diff/compare.js';
import { judge } from '../../policy/engine.js';
import type { Rule } from '../../policy/rule.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { findingsMarkdown } from '../../reports/findings-markdown.js';
import { findingsText } from '../../reports/findings-text.js';
import { parseSource } from '../../topology/document.js';
import { checkedTopology, type LoadedTopology } from '../../topology/load.js';
import { topologySchema } from '../../topology/schema/topology.js';
import { asOf, topologies, wholeText } from '../support/topologies.js';

/** What a page, a comment or a mail could take for more than text; nothing that the loader refuses. */
const marker = '<script>x()</script><!-- @org/team | `a` &#64;org/team [x](https://a.example) ![x](https://a.example/i) **b** \\';

type Schema = { readonly [key: string]: unknown };

/** Paths of all texts of the schema that no form, list or length below fifty holds: `*` stands for an id or an index. */
function freeTexts(schema: Schema, path: readonly string[] = []): string[] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as Schema[]) : []);
  const free = schema['type'] === 'string' && !['pattern', 'enum', 'const', 'format'].some((key) => key in schema);
  const below = Object.entries((schema['properties'] as Readonly<Record<string, Schema>> | undefined) ?? {}).flatMap(([key, value]) =>
    freeTexts(value, [...path, key]),
  );
  const any = [schema['additionalProperties'], schema['items']].flatMap((value) =>
    value !== null && typeof value === 'object' ? freeTexts(value as Schema, [...path, '*']) : [],
  );
  const options = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => list(schema[key]).flatMap((option) => freeTexts(option, path)));
  return [...new Set([...(free ? [path.join('.')] : []), ...below, ...any, ...options])];
}

const free = freeTexts(z.toJSONSchema(topologySchema, { io: 'input', unrepresentable: 'any' }) as Schema)
  // Their form depends on the cloud, which the schema does not see and the loader does.
  .filter((path) => !path.startsWith('existing.'));
const isFree = (path: readonly string[]) =>
  free.some((pattern) => {
    const parts = pattern.split('.');
    return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]);
  });

/** A topology of the repository with the marker behind every free text that it has, and how many there are. */
function marked(file: string): { readonly loaded: LoadedTopology; readonly count: number } {
  const document = parseDocument(wholeText(file));
  let count = 0;
  visit(document, {
    Scalar: (key, node, ancestors) => {
      if (key === 'key' || typeof node.value !== 'string') return;
      const path = [...ancestors, node].flatMap((ancestor, index, all) => {
        if (typeof ancestor === 'object' && ancestor !== null && 'key' in ancestor && isScalar(ancestor.key)) return [String(ancestor.key.value)];
        const parent = all[index - 1];
        return parent !== undefined && 'items' in parent && Array.isArray(parent.items) && !('key' in (ancestor as object))
          ? [String((parent.items as unknown[]).indexOf(ancestor))]
          : [];
      });
      // A certificate is read by its form, not as text.
      if (!isFree(path) || String(node.value).includes('\n')) return;
      node.value += marker;
      count++;
    },
  });
  return { loaded: checkedTopology(parseSource(document.toString({ lineWidth: 0 }), file), {}, []), count };
}

/** What is left of a page as text: without code, and without what a backslash makes inert. */
function liveMarkdown(page: string): string {
  return page
    .replace(/^ *(`{3,})[\s\S]*?^ *\1$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    .replace(/\\[\\<>*_`\][|]/g, '')
    .replace(/<\/?(details|summary|code)>/g, '');
}

const dangerous = /<[a-z!/]|<!--|@org|&#|\]\(|\*\*b/i;

/** A rule whose message is every free text of the topology. */
const echo: Rule = {
  id: 'tags/format',
  severity: 'error',
  title: 't',
  why: 'w',
  fix: `f ${marker}`,
  topology: ({ source }) => [{ path: 'workloads', message: JSON.stringify(source.data) }],
};

describe('free texts of the schema', () => {
  it('are known', () => {
    expect(free.length).toBeGreaterThan(10);
    expect(free).toContain('workloads.*.description');
    expect(free).toContain('hosts.*.search.dataStores.*.displayName');
  });

  it.each(['${file("/x")}', '%{if true}', '{{resolve:ssm:/x}}', '$${x}', '${Token[TOKEN.1]}'])('are refused with %s', (template) => {
    for (const path of free) {
      const text = path.split('.').reduceRight((below, key) => `{ ${key === '*' ? 'a' : key}: ${below} }`, JSON.stringify(`x ${template}`));
      expect(() => parseSource(text, 'topology.yaml'), path).toThrow('would evaluate');
    }
  });
});

describe.each(topologies)('%s with markers in its texts', (_, file) => {
  const { loaded, count } = marked(file);

  it('loads, and reports show them as text', () => {
    expect(count).toBeGreaterThan(4);
    const findings = judge([echo], loaded, asOf, {});
    const page = findingsMarkdown({ topology: file, asOf, findings, judged: 'synthesis' });
    expect(liveMarkdown(page)).not.toMatch(dangerous);
    for (const line of page.split('\n').filter((row) => row.startsWith('|'))) expect(line.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  it('is compared without a mention, a link or HTML', () => {
    const side = (label: string, of: LoadedTopology) => ({
      label,
      loaded: of,
      stacks: [],
      gateway: {},
      findings: judge([echo], of, asOf, {}),
      notes: [marker],
    });
    const plain = checkedTopology(parseSource(wholeText(file), file), {}, []);
    expect(liveMarkdown(diffMarkdown(compare(side('base', plain), side(marker, loaded), asOf, [])))).not.toMatch(dangerous);
  });
});

describe('a terminal', () => {
  it('receives no control and no mark that reorders', () => {
    const findings = judge(
      [{ ...echo, topology: () => [{ path: 'workloads', message: 'a\u001b[2Jb\u202ec\u009bd' }] }],
      marked('topology.yaml').loaded,
      asOf,
      {},
    );
    expect(findingsText({ topology: 'x', asOf, findings, judged: 'synthesis' }, false)).toContain('a\\u{1B}[2Jb\\u{202E}c\\u{9B}d');
  });
});
