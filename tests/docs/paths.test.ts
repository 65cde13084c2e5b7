import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../policy/rules.js';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => existsSync(file));
const folders = new Set(files.flatMap((file) => (file.includes('/') ? [file.split('/')[0]] : [])));
const families = new Set(rules.map(({ id }) => id.split('/')[0]));

/** What has the form of a path of ours and is none, by page. */
const notPaths: Readonly<Record<string, readonly string[]>> = {
  // Rules of the SARIF report.
  'docs/diff.md': ['diff/access', 'diff/data-loss', 'diff/destructive'],
};

/** Words in backticks, without the punctuation around them. */
function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[\s,]+/)).map((word) => word.replace(/^\(|(:\d+)?[.:;)]*$/g, ''));
}

/** Paths as a page names them: `<id>`, `*`, `…` and `acme-…` stand for any name, so that only what is before them must be there. */
function missingPaths(page: string, text: string): string[] {
  return [...new Set(quoted(text))].filter((word) => {
    if (!/^[\w.@-]+(\/[\w.@*<>…-]+)+\/?$/.test(word) || notPaths[page]?.includes(word)) return false;
    const fixed = word.split('/');
    const open = fixed.findIndex((part) => /[*<>…]|-N\b|^acme-/.test(part));
    const path = (open === -1 ? fixed : fixed.slice(0, open)).join('/').replace(/\/$/, '');
    const known = (candidate: string) => files.some((file) => file === candidate || file.startsWith(`${candidate}/`));
    const [first = ''] = fixed;
    if (folders.has(first)) return ![path, join(dirname(page), path)].some(known);
    // A rule is named by its id, and a file of ours by its whole path.
    return families.has(first)
      ? open === -1 && !rules.some(({ id }) => id === word)
      : /\.(m?ts|sh|py|md)$/.test(word) && ![path, join(dirname(page), path)].some(known);
  });
}

describe('paths in pages', () => {
  // Pages of output have paths of clouds.
  const pages = files.filter((file) => file.endsWith('.md') && !file.startsWith('tests/diff/'));

  it.each(pages)('%s names files, folders and rules that exist', (page) => {
    expect(missingPaths(page, readFileSync(page, 'utf8'))).toEqual([]);
  });

  it.each(pages)('%s links to what exists', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('would be seen to be gone', () => {
    const text = 'See `policy/rule.ts`, `policy/gone.ts:12`, `evidence/gone/`, `state/gone`, (`lost/room.ts`) and `facts/<table>.yaml`, `gone/<id>.ts`.';
    expect(missingPaths('README.md', text)).toEqual(['policy/gone.ts', 'evidence/gone/', 'state/gone', 'lost/room.ts', 'gone/<id>.ts']);
  });
});

describe('code owners', () => {
  const patterns = readFileSync('.github/CODEOWNERS', 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('#') ? [] : [line.split(/\s+/)[0] ?? '']));
  // Written by whoever uses the blueprint.
  const byUsers = ['*.waivers.yaml'];

  it.each(patterns.filter((pattern) => !byUsers.includes(pattern)))('%s owns something', (pattern) => {
    const anchored = pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`;
    const owned = execFileSync(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard', '--', `:(glob)${anchored}${anchored.endsWith('/') ? '**' : ''}`],
      { encoding: 'utf8' },
    );
    expect(owned).not.toBe('');
  });
});
