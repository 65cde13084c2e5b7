import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Beyond this, part of the members has a meaning and a name of its own. */
const mostMembers = 8;

interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** Its JSDoc, or an empty text. */
  readonly doc: string;
}

/** Interfaces of a source by name, with their members. */
function interfacesOf(text: string): [name: string, members: readonly Member[]][] {
  return [...text.matchAll(/^(?:export )?interface (\w+)[^\n]*\{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => {
    const members = [...body.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/\n)?^ {2}(?:readonly )?(\w+)(\??): ([^\n]*)/gms)];
    return [name, members.map(([, doc = '', member = '', mark, type = '']) => ({ name: member, optional: mark === '?' || /\| undefined\b/.test(type), doc }))];
  });
}

/** What a reader of the source misses: a sentence for each member, a default for what may be left out, names for many members. */
function missing(text: string): string[] {
  return interfacesOf(text).flatMap(([name, members]) => [
    ...(members.length > mostMembers ? [`${name} has ${members.length} members`] : []),
    ...members.flatMap(({ name: member, optional, doc }) => {
      const sentence = doc.replace(/@default.*/s, '').replace(/[^A-Za-z]/g, '');
      return [
        ...(sentence === '' ? [`${name}.${member} has no sentence`] : []),
        ...(optional && !/@default \S/.test(doc) ? [`${name}.${member} has no @default`] : []),
      ];
    }),
  ]);
}

/** Optional members of object types inside a line, where nobody reads a default. */
function hidden(text: string): string[] {
  return [...text.matchAll(/^.*\{[^\n]*readonly (\w+)\?:/gm)].map(([, name = '']) => `${name} is optional inside a line`);
}

function sourcesIn(...folders: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], { encoding: 'utf8' });
  return listed
    .trim()
    .split('\n')
    .filter((path) => path.endsWith('.ts'));
}

describe('what a construct takes', () => {
  it.each(sourcesIn('constructs/'))('%s: few members, each with a sentence, defaults said', (path) => {
    const text = readFileSync(path, 'utf8');
    expect([...missing(text), ...hidden(text)]).toEqual([]);
  });

  it('and no more is handed between the parts of a stack', () => {
    const wide = sourcesIn('stacks/', 'hosts/').flatMap((path) => missing(readFileSync(path, 'utf8')).filter((found) => / members$/.test(found)));
    expect(wide).toEqual([]);
  });

  it('and what is missing would be seen', () => {
    const members = Array.from({ length: 9 }, (_, index) => `  /** Number ${index}. */\n  readonly m${index}: number;\n`).join('');
    expect(missing(`export interface Wide {\n${members}}\n`)).toEqual(['Wide has 9 members']);
    expect(missing('interface Bare {\n  readonly a: string;\n  /** Said. */\n  readonly b: string;\n}\n')).toEqual(['Bare.a has no sentence']);
    expect(missing('interface A {\n  /** @default false */\n  readonly a?: boolean;\n  /** Said. */\n  readonly b: string | undefined;\n}\n')).toEqual([
      'A.a has no sentence',
      'A.b has no @default',
    ]);
    expect(missing('interface A {\n  /**\n   * Said.\n   * @default - none\n   */\n  readonly a?: boolean;\n}\n')).toEqual([]);
    expect(hidden('  readonly a: { readonly b: string; readonly c?: string };\n')).toEqual(['c is optional inside a line']);
  });
});
