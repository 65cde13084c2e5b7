import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Lines from the signature to the closing brace: what fits on a screen, as a list of named parts. */
const mostLines = 40;

/** Constructors of a source that are longer, each with the line where it begins. */
function longConstructors(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const [, indent] = /^( *)constructor\(/.exec(line) ?? [];
    if (indent === undefined) return [];
    const length = lines.slice(start).indexOf(`${indent}}`) + 1;
    return length > mostLines ? [`line ${start + 1}: ${length} lines`] : [];
  });
}

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'constructs/', 'stacks/', 'hosts/'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((path) => path.endsWith('.ts'));

describe('constructors are compositions', () => {
  it(`of at most ${mostLines} lines`, () => {
    const long = sources.flatMap((path) => longConstructors(readFileSync(path, 'utf8')).map((found) => `${path}, ${found}`));
    expect(long).toEqual([]);
  });

  it('and a longer one would be seen', () => {
    const body = (lines: number) => `class A {\n  constructor(\n    a: string,\n  ) {\n${'    a;\n'.repeat(lines)}  }\n}\n`;
    expect(longConstructors(body(36))).toEqual([]);
    expect(longConstructors(body(37))).toEqual(['line 2: 41 lines']);
  });
});
