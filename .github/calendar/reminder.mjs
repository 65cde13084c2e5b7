import { createHash } from 'node:crypto';

const days = 90;
/** GitHub takes fewer than this many characters. */
const limit = 65_536;

/**
 * Title and body of the issue about a calendar, as `blueprint calendar --format json` prints it. `marker` begins the body and says whose issue it is; `digest`
 * in it says what ends and when, whatever day it is.
 */
export function reminderOf({ system, asOf, ends }) {
  const near = ends.filter((end) => end.days !== null && end.days <= days);
  const marker = `<!-- blueprint-calendar ${system} -->`;
  const digest = `<!-- ends ${createHash('sha256')
    .update(JSON.stringify(near.map(({ kind, subject, on }) => [kind, subject, on])))
    .digest('hex')} -->`;
  const overdue = near.filter((end) => end.days < 0).length;
  const title = `${system}: ${near.length} ${near.length === 1 ? 'end' : 'ends'} within ${days} days${overdue === 0 ? '' : `, ${overdue} overdue`}`;
  const head = `${marker}\n${digest}\nAs of ${asOf}. What has to be done before each day; rules refuse more of it at 30 and at 7 days.\n\n`;
  const table = ['| day | left | kind | what | before that |', '| --- | --- | --- | --- | --- |', ...near.map(row)];
  return { title, body: cut(head + (near.length === 0 ? 'Nothing.' : table.join('\n'))), marker, digest, count: near.length };
}

function row({ on, days: left, kind, title, action }) {
  const when = left < 0 ? `${-left} days ago` : left === 0 ? 'today' : `${left} days`;
  return `| ${[on, when, kind, title, action].map(quiet).join(' | ')} |`;
}

/** Text of a topology calls nobody, ends no cell and is no HTML. */
function quiet(text) {
  return String(text)
    .replace(/\s+/g, ' ')
    .replace(/[<>|\\`*]/g, '\\$&')
    .replace(/(?<!\w)@(?=\w)/g, '@\u200B');
}

function cut(text) {
  if (text.length < limit) return text;
  const end = '\n\n… cut here: run `blueprint calendar`.';
  return `${text.slice(0, text.lastIndexOf('\n', limit - 1 - end.length))}${end}`;
}
