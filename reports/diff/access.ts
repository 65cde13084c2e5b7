import type { DiffReport } from '../../diff/compare.js';
import { type ExposureChange, widensExisting } from '../../diff/exposure.js';
import { cell, code, count, details } from '../markdown-text.js';
import { item, type Section } from './sections.js';
import { accessItems } from './topics.js';

const head = ['| | who | may | on | when | stack, resource |', '| --- | --- | --- | --- | --- | --- |'];
const mostFolded = 40;

/** What may be done or reached that could not be before, beside what it takes the place of; the rest is folded. */
export function accessSection(report: DiffReport): Section | undefined {
  const words = accessItems(report);
  if (words.length + report.exposure.length === 0) return undefined;
  const shown = report.exposure.filter(widensExisting);
  const replaced = report.exposure.filter((row) => !row.widens && shown.some((wide) => isCounterpart(wide, row)));
  const first = report.exposure.filter((row) => row.widens && !shown.includes(row));
  const other = report.exposure.filter((row) => !row.widens && !replaced.includes(row));
  const lines = [...words.map(({ text }) => text), ...newStackLines(first)];
  const lead = [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...(shown.length > 0 ? [`**${count(shown.length, 'row')} widen${shown.length === 1 ? 's' : ''} access or exposure** (marked ▲)**:**`, '', ...head] : []),
  ];
  return {
    title: 'Access and exposure',
    lead,
    items: shown.map((row) =>
      item(
        [row, ...replaced.filter((other) => isCounterpart(row, other) && shown.find((wide) => isCounterpart(wide, other)) === row)].map(tableRow).join('\n'),
      ),
    ),
    tail: [...folded(first, 'of stacks that are new as a whole'), ...folded(other, 'that narrow access, or stay within what was there')],
    tight: true,
  };
}

/** The same right of the same resource, on another object or under another condition. */
function isCounterpart(wide: ExposureChange, row: ExposureChange): boolean {
  return wide.stack === row.stack && wide.id === row.id && wide.who === row.who && wide.effect === row.effect && wide.sign !== row.sign;
}

/** What a new stack grants is told of the stack: nobody had it before because the stack was not there. */
function newStackLines(rows: readonly ExposureChange[]): string[] {
  return [...new Set(rows.map(({ stack }) => stack))].map((stack) => {
    const own = rows.filter((row) => row.stack === stack);
    const who = [...new Set(own.map((row) => row.who))];
    const names = who.slice(0, 3).map((one) => code(one.length > 60 ? `${one.slice(0, 59)}…` : one));
    const more = who.length > names.length ? ` and ${who.length - names.length} more` : '';
    return `- stack ${code(stack)} is new as a whole: ${count(own.length, 'grant')} to ${names.join(', ')}${more}`;
  });
}

function folded(rows: readonly ExposureChange[], what: string): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > mostFolded ? ['', `${rows.length - mostFolded} more in the JSON report`] : [];
  return ['', details(`${count(rows.length, 'row')} ${what}`, [...head, ...rows.slice(0, mostFolded).map(tableRow), ...more])];
}

function tableRow({ sign, effect, kind, who, what, where, condition, stack, id, widens }: ExposureChange): string {
  const mark = `${widens ? '▲ ' : ''}${sign === '+' ? '+' : '−'}${effect === 'deny' ? ' deny' : ''}${kind === 'public' ? ' 🌐' : ''}`;
  const short = (text: string, most = 120) => (text === '' ? '' : code(text.length > most ? `${text.slice(0, most - 1)}…` : text));
  const actions =
    what.length > 8
      ? `${what
          .slice(0, 8)
          .map((one) => short(one))
          .join(', ')} and ${what.length - 8} more`
      : what.map((one) => short(one)).join(', ');
  return `| ${[mark, short(who), actions, short(where), short(condition), `${code(stack)} ${code(id)}`].map(cell).join(' | ')} |`;
}
