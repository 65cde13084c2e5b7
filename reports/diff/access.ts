import type { DiffReport } from '../../diff/compare.js';
import type { ExposureChange } from '../../diff/exposure.js';
import { cell, code, count, details } from './markdown-text.js';
import { item, type Section } from './sections.js';
import { accessItems } from './topics.js';

const head = ['| | who | may | on | when | stack, resource |', '| --- | --- | --- | --- | --- | --- |'];

/** What may be done or reached that could not be before; what narrows is folded. */
export function accessSection(report: DiffReport): Section | undefined {
  const words = accessItems(report);
  const wider = report.exposure.filter(({ widens }) => widens);
  const other = report.exposure.filter(({ widens }) => !widens);
  if (words.length + report.exposure.length === 0) return undefined;
  const lead = [...words.map(({ text }) => text), ...(words.length > 0 ? [''] : []), ...(wider.length > 0 ? [`**${count(wider.length, 'row')} widen${wider.length === 1 ? 's' : ''} access or exposure:**`, '', ...head] : [])];
  const folded = other.length === 0 ? [] : ['', details(`${count(other.length, 'row')} that narrow access, or stay within what was there`, [...head, ...other.slice(0, mostFolded).map(row), ...(other.length > mostFolded ? ['', `${other.length - mostFolded} more in the JSON report`] : [])])];
  return { title: 'Access and exposure', lead, items: wider.map((change) => item(row(change))), tail: folded, tight: true };
}

const mostFolded = 40;

function row({ sign, effect, kind, who, what, where, condition, stack, id }: ExposureChange): string {
  const mark = `${sign === '+' ? '+' : '−'}${effect === 'deny' ? ' deny' : ''}${kind === 'public' ? ' 🌐' : ''}`;
  const short = (text: string, most = 120) => (text === '' ? '' : code(text.length > most ? `${text.slice(0, most - 1)}…` : text));
  const actions = what.length > 8 ? `${what.slice(0, 8).map((one) => short(one)).join(', ')} and ${what.length - 8} more` : what.map((one) => short(one)).join(', ');
  return `| ${[mark, short(who), actions, short(where), short(condition), `${code(stack)} ${code(id)}`].map(cell).join(' | ')} |`;
}
