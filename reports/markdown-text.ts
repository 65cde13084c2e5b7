import type { PropertyChange } from '../diff/change.js';
import { visible } from '../topology/invisible.js';

const longestValue = 160;
const mostLines = 60;

/** Text as code, whatever backticks it holds; never a mention, a link or HTML. */
export function code(text: string): string {
  const flat = visible(text.replace(/\s+/g, ' ').trim());
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A sentence of ours with values of others in it: its own code spans stay, everything else is inert. */
export function prose(text: string): string {
  return visible(text.replace(/\s+/g, ' '))
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? part : inert(part)))
    .join('');
}

/** No HTML, emphasis, link or mention; underscores inside words are harmless. */
function inert(text: string): string {
  return (
    text
      .replace(/[<>*\\`]/g, '\\$&')
      // An entity would become the character after mentions and HTML were looked for.
      .replace(/&(?=[#\w])/g, '&amp;')
      .replace(/\]\(/g, '\\](')
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      .replace(/@(?=\w)/g, '@\u200b')
  );
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
export function propertyItem({ path: whole, before, after, lines, forces, idle, note }: PropertyChange): string {
  const path = whole.replace(/^Properties\./, '');
  const told = note === undefined ? '' : `: ${prose(note)}`;
  const words = idle === undefined ? told.slice(2) : `no effect: ${prose(idle)}`;
  const forced = forces === 'replace' ? ` **(replaces${told})**` : forces === 'may-replace' ? ` *(may replace${told})*` : words === '' ? '' : ` *(${words})*`;
  if (lines !== undefined && lines.length === 1 && lines[0]?.startsWith('  ')) return `- ${code(path)}: ${prose(lines[0].trim())}${forced}`;
  if (lines !== undefined) return `- ${code(path)}:${forced}\n${block(lines)}`;
  return `- ${code(path)}: ${valueChange(before, after)}${forced}`;
}

function block(lines: readonly string[]): string {
  const shown = lines.slice(0, mostLines).map((line) => `  ${visible(line.length > 200 ? `${line.slice(0, 199)}…` : line)}`);
  const more = lines.length > mostLines ? [`  … ${lines.length - mostLines} more lines`] : [];
  const fence = '`'.repeat(Math.max(3, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length + 1))));
  return [`  ${fence}diff`, ...shown, ...more, `  ${fence}`].join('\n');
}

export function valueChange(before: unknown, after: unknown): string {
  const [was, is] = [asList(before, after), asList(after, before)];
  if (isScalars(was) && isScalars(is)) {
    const gone = was.filter((item) => !is.includes(item)).map((item) => `− ${value(item)}`);
    const come = is.filter((item) => !was.includes(item)).map((item) => `+ ${value(item)}`);
    if (gone.length + come.length > 0) return [...gone, ...come].join(', ');
  }
  if (before === undefined) return `+ ${value(after)}`;
  if (after === undefined) return `− ${value(before)}`;
  if (typeof before === 'string' && typeof after === 'string' && Math.max(before.length, after.length) > longestValue) return middles(before, after);
  return `${value(before)} → ${value(after)}`;
}

/** One value beside a list of values is a list of one. */
function asList(item: unknown, other: unknown): unknown {
  return Array.isArray(other) && item !== undefined && !Array.isArray(item) ? [item] : item;
}

/** Two long texts by what differs between them, with a little of what surrounds it. */
function middles(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const from = Math.max(0, start - 30);
  const part = (text: string) => value(`${from > 0 ? '…' : ''}${text.slice(from, text.length - Math.max(0, end - 30))}${end > 30 ? '…' : ''}`);
  return `${part(before)} → ${part(after)}`;
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
