import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** What follows the fence: `console`, `yaml`, or nothing. */
  readonly language: string;
  /** Without the indentation of its fence. */
  readonly text: string;
  /** Why nobody runs it, by its first line: `# not run by tests: <reason>`. */
  readonly notRun?: string;
}

/** Pages whose blocks people paste. */
export function pages(): string[] {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'docs/*.md'],
    {
      encoding: 'utf8',
    },
  );
  return [...new Set(files.trim().split('\n'))].sort();
}

export function blocksOf(page: string, text = readFileSync(page, 'utf8')): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const [, indent, language] = /^( *)```(\S*)\s*$/.exec(lines[index] ?? '') ?? [];
    if (indent === undefined || language === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && line.trim() === '```');
    if (end === -1) throw new Error(`${page}:${index + 1}: a block is opened and not closed`);
    const body = lines.slice(index + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
    const [, reason] = /^# not run by tests: (.{10,})$/.exec(body[0] ?? '') ?? [];
    blocks.push({ page, line: index + 1, language, text: body.join('\n'), ...(reason !== undefined && { notRun: reason }) });
    index = end;
  }
  return blocks;
}
