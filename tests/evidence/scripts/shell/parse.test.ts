import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assignments } from '../../../../evidence/scripts/shell/assignments.js';
import { parseScript } from '../../../../evidence/scripts/shell/parse.js';
import type { Statement } from '../../../../evidence/scripts/shell/statement.js';

function read(text: string): readonly Statement[] {
  const script = parseScript(text);
  if ('unreadable' in script) throw new Error(script.unreadable);
  return script.statements;
}
const shown = (statements: readonly Statement[]): unknown =>
  statements.map(({ commands }) => commands.map(({ join, kind, text, body }) => [`${join}${kind}`, text, ...(body.length > 0 ? [shown(body)] : [])]));

describe('a script of bash', () => {
  it.each<[string, string, unknown]>([
    ['words and redirections', 'a  "b c" \\\n  d >x 2>&1 # e\n', [[['simple', 'a "b c" d >x 2>&1']]]],
    [
      'lists',
      "a && b ||\n  c 'x;y'; d | e",
      [
        [
          ['simple', 'a'],
          ['&&simple', 'b'],
          ['||simple', "c 'x;y'"],
        ],
        [
          ['simple', 'd'],
          ['|simple', 'e'],
        ],
      ],
    ],
    ['expansions', 'v="$(f "$1" | g)" ${x:-"}"}', [[['simple', 'v="$(f "$1" | g)" ${x:-"}"}']]]],
    [
      'tests',
      '[[ "$1" =~ ^(a|b)$ && ! -e x ]] || ((a < b))',
      [
        [
          ['test', '[[ "$1" =~ ^(a|b)$ && ! -e x ]]'],
          ['||test', '((a < b))'],
        ],
      ],
    ],
    ['functions', 'f() { a; }\nfunction g {\n b\n}', [[['function', 'f', [[['simple', 'a']]]]], [['function', 'g', [[['simple', 'b']]]]]]],
    [
      'choices',
      'if a && b; then c; elif d; then e; else f; fi',
      [
        [
          [
            'if',
            'if a && b',
            [
              [
                ['simple', 'a'],
                ['&&simple', 'b'],
              ],
              [['simple', 'c']],
              [['simple', 'd']],
              [['simple', 'e']],
              [['simple', 'f']],
            ],
          ],
        ],
      ],
    ],
    [
      'loops',
      'for x in a b; do c; done\nwhile a; do b; done <y',
      [[['loop', 'for x in a b', [[['simple', 'c']]]]], [['loop', 'while a <y', [[['simple', 'a']], [['simple', 'b']]]]]],
    ],
    ['cases', 'case "$x" in\na | b) c ;;\n*) d ;;\nesac', [[['case', 'case "$x"', [[['simple', 'c']], [['simple', 'd']]]]]]],
    ['arrays and processes', 'local x=(a "b c")\nread y < <(z)', [[['simple', 'local x=(a "b c")']], [['simple', 'read y <<(z)']]]],
  ])('is read with its %s', (_, text, expected) => {
    expect(shown(read(text))).toEqual(expected);
  });

  it('keeps what it only writes apart from what it runs', () => {
    const [first, second] = read("cat >x <<'END'\nrm -rf /\nEND\nb\n");
    expect(first?.commands[0]).toMatchObject({ text: "cat >x <<'END'", documents: [{ quoted: true, text: 'rm -rf /\n' }] });
    expect(second?.commands[0]?.text).toBe('b');
  });

  it.each([
    ['text that it runs', 'a\neval "$x"', 'line 2: `eval`'],
    ['files that it reads', '. /tmp/x', 'line 1: `.`'],
    ['names of its own for commands', 'alias a=b', '`alias`'],
    ['backticks', 'a="`b`"', 'backticks'],
    ['a quote that never ends', "a 'b", 'never ends'],
    ['a bracket that never closes', 'a $(b', 'without ")"'],
    ['a choice that never ends', 'if a; then b', '`fi`'],
    ['a stray keyword', 'a\ndone', 'begins no command'],
    ['a loop of arithmetic', 'for ((i = 0; i < 3; i++)); do a; done', 'begins no command'],
    ['a document that never ends', 'cat <<END\nx', '`<<END` without `END`'],
  ])('is refused with %s', (_, text, problem) => {
    expect(parseScript(text)).toEqual({ unreadable: expect.stringContaining(problem) });
  });

  it('is read wherever this repository has one', () => {
    const files = readdirSync('runtime', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sh'));
    const scripts = files.map((file) => readFileSync(`runtime/${file}`, 'utf8').replace(/^source .*$/gm, ''));
    expect(scripts.length).toBeGreaterThan(8);
    expect(scripts.map(parseScript).filter((script) => 'unreadable' in script)).toEqual([]);
  });
});

describe('a variable', () => {
  it.each([
    ['in front of a command', 'X=1 a', ['1']],
    ['by a declaration', 'f() { local -r y X="2"; }', ['"2"']],
    ['by adding to it', 'X+=3', ['3']],
    ['by reading', 'read -r X <y', ['`read -r X <y`']],
    ['by printing into it', 'printf -v X a', ['`printf -v X a`']],
    ['by a loop', 'for X in a; do b; done', ['`for X in a`']],
    ['by a default', ': "${X:=4}"', ['`: "${X:=4}"`']],
    ['not by an argument', 'a X=5', []],
    ['not by a document', "cat <<'E'\nX=6\nE", []],
  ])('is set %s', (_, text, expected) => {
    expect(assignments(read(text), 'X')).toEqual(expected);
  });
});
