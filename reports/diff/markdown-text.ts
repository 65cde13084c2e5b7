import type { PropertyChange } from '../../diff/change.js';

const longestValue = 160;
const mostLines = 60;

/** Text as code, whatever backticks it holds; never a mention, a link or HTML. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A sentence of ours with values of others in it: its own code spans stay, everything else is inert. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') && part.endsWith('`') && part.length > 1 ? part : part.replace(/[<>*_|[\]\\]/g, '\\$&').replace(/@(?=\w)/g, '@\u200b')))
    .join('')
    .replace(/\s+/g, ' ');
}

export function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, '\\|').replaceAll('\n', ' ');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)];
}

export function count(number: number, what: string, plural = `${what}s`): string {
  return `${number} ${number === 1 ? what : plural}`;
}

/** One changed property as a list item; a changed text as a block of its lines. */
export function propertyItem({ path, before, after, lines, forces }: PropertyChange): string {
  const forced = forces === 'replace' ? ' **(replaces)**' : forces === 'may-replace' ? ' *(may replace)*' : '';
  if (lines !== undefined && lines.length === 1 && lines[0]?.startsWith('  ')) return `- ${code(path)}: ${prose(lines[0].trim())}${forced}`;
  if (lines !== undefined) return `- ${code(path)}:${forced}\n${block(lines)}`;
  return `- ${code(path)}: ${valueChange(before, after)}${forced}`;
}

function block(lines: readonly string[]): string {
  const shown = lines.slice(0, mostLines).map((line) => `  ${line.length > 200 ? `${line.slice(0, 199)}…` : line}`);
  const more = lines.length > mostLines ? [`  … ${lines.length - mostLines} more lines`] : [];
  const fence = '`'.repeat(Math.max(3, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length + 1))));
  return [`  ${fence}diff`, ...shown, ...more, `  ${fence}`].join('\n');
}

export function valueChange(before: unknown, after: unknown): string {
  if (isScalars(before) && isScalars(after)) {
    const gone = before.filter((item) => !after.includes(item)).map((item) => `− ${value(item)}`);
    const come = after.filter((item) => !before.includes(item)).map((item) => `+ ${value(item)}`);
    if (gone.length + come.length > 0) return [...gone, ...come].join(', ');
  }
  if (before === undefined) return `+ ${value(after)}`;
  if (after === undefined) return `− ${value(before)}`;
  return `${value(before)} → ${value(after)}`;
}

function isScalars(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && list.every((item) => item === null || typeof item !== 'object');
}

function value(item: unknown): string {
  const text = typeof item === 'string' ? item : (JSON.stringify(item) ?? 'nothing');
  return code(text.length > longestValue ? `${text.slice(0, longestValue - 1)}… (${text.length} characters)` : text);
}

export function details(summary: string, lines: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n');
}
