import { revisionOf } from '../../catalogue/asked.js';
import { type Change, fateWords } from '../../diff/change.js';
import type { DiffReport } from '../../diff/compare.js';
import { code, count, propertyItem, prose } from '../markdown-text.js';
import { type Item, item, type Section } from './sections.js';

/** Whether a change takes something away: told first, with what forces it and what becomes of data. */
export function isDestructive(change: Change): boolean {
  if (change.noise !== undefined || !isResource(change)) return false;
  if (change.action === 'move') return change.why.startsWith('renamed');
  return ['delete', 'replace', 'may-replace', 'forget'].includes(change.action) && !isRevision(change);
}

/** Not a parameter, an output or another part of a stack. */
function isResource({ type }: Change): boolean {
  return /::|^[a-z0-9]+_/.test(type);
}

function isRevision({ type, action }: Change): boolean {
  return revisionOf(type) !== undefined && action !== 'delete';
}

export function destructiveSection({ changes }: DiffReport): Section | undefined {
  const found = changes.filter(isDestructive);
  if (found.length === 0) return undefined;
  const whole = new Map<string, Change[]>();
  for (const change of found) if (change.whole !== undefined) whole.set(change.stack, [...(whole.get(change.stack) ?? []), change]);
  const single = found.filter(({ whole: all }) => all === undefined);
  return {
    title: 'Destroyed, replaced or moved',
    lead: [],
    items: [
      ...single.filter(({ data }) => data?.fate === 'lost').map(changeItem),
      ...[...whole].map(([stack, all]) => stackItem(stack, all)),
      ...moveItems(single),
      ...single.filter((change) => change.data?.fate !== 'lost' && change.action !== 'move' && !followsOnly(change)).map(changeItem),
      ...followers(single.filter(followsOnly)),
    ],
    tail: [],
  };
}

/** Replaced, or perhaps so, for no reason of its own, and without data: it only refers to something that is. */
function followsOnly({ action, data, properties, namedBy }: Change): boolean {
  const forcing = properties.filter(({ forces }) => forces !== undefined);
  const follows = forcing.length > 0 && forcing.every(({ lines }) => lines?.[0]?.startsWith('  refers to') === true);
  return (action === 'replace' || action === 'may-replace') && data === undefined && namedBy === undefined && follows;
}

function followers(changes: readonly Change[]): Item[] {
  return (['replace', 'may-replace'] as const).flatMap((action) => {
    const own = changes.filter((change) => change.action === action);
    if (own.length === 0) return [];
    const names = own.map(({ id, type, stack }) => `  - ${code(id)} (${prose(type)}, ${code(stack)})`);
    const words = action === 'replace' ? ['replaced with them', 'is'] : ['perhaps replaced with them', 'may be'];
    return [
      item(
        [`- 🟠 **${count(own.length, 'resource')} ${words[0]}**, only because they refer to one that ${words[1]} replaced:`, ...names].join('\n'),
        own.length,
      ),
    ];
  });
}

const verbs = {
  delete: 'is deleted',
  replace: 'is replaced',
  'may-replace': 'may be replaced',
  move: 'is renamed',
  update: 'changes',
  create: 'is new',
  import: 'is adopted',
  forget: 'is let go',
} as const;

function changeItem(change: Change): Item {
  const { id, type, stack, action, why, data, properties, live, origin, namedBy } = change;
  const forcing = properties.filter(({ forces }) => forces !== undefined);
  return item(
    [
      `- ${badge(change)} ${code(id)} (${prose(type)}, ${code(stack)}${origin === 'name' ? '' : `, for ${code(origin)}`}) **${verbs[action]}**${why === '' ? '' : `: ${prose(why)}`}${live ? ' *(live plan)*' : ''}`,
      ...(data === undefined ? [] : [`  - **${fateWords[data.fate]}**: ${prose(data.reason)}`]),
      ...forcing.map((property) => indented(propertyItem(property))),
      ...(namedBy === undefined ? [] : [`  - ${namedByWords(namedBy)}`]),
    ].join('\n'),
  );
}

/** Only the first are named: what has one name in many stacks is told by the first of them. */
function namedByWords(namedBy: NonNullable<Change['namedBy']>): string {
  const shown = namedBy.slice(0, 4).map(({ stack, id, path }) => `${code(id)} of ${code(stack)} (${code(path)})`);
  const more = namedBy.length > shown.length ? ` and ${namedBy.length - shown.length} more` : '';
  return `**named in other stacks**, which nothing deploys again by itself: ${shown.join(', ')}${more}`;
}

function badge({ risk, data }: Change): string {
  if (data?.fate === 'lost') return '⛔';
  return risk === 'high' ? '🔴' : '🟠';
}

/** All resources of a stack that goes as a whole are one piece of news; those with data are named. */
function stackItem(stack: string, changes: readonly Change[]): Item {
  const [first] = changes;
  const types = new Map<string, number>();
  for (const { type } of changes) types.set(type, (types.get(type) ?? 0) + 1);
  const list = [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, number]) => `${number} × ${prose(type)}`);
  return item(
    [
      `- 🔴 stack ${code(stack)} **${first?.whole === 'elsewhere' ? 'moves' : 'is gone'}**: ${prose(first?.why ?? '')}`,
      `  - ${count(changes.length, 'resource')}: ${list.join(', ')}`,
      ...changes
        .filter(({ data }) => data !== undefined)
        .map(({ id, type, data }) => `  - ${code(id)} (${prose(type)}), **${data === undefined ? '' : fateWords[data.fate]}**: ${prose(data?.reason ?? '')}`),
    ].join('\n'),
    changes.length,
  );
}

/** Renames read best together: one reason, many names. */
function moveItems(changes: readonly Change[]): Item[] {
  const moves = changes.filter(({ action, data }) => action === 'move' && data?.fate !== 'lost');
  const reasons = [...new Set(moves.map(({ why }) => why))];
  return reasons.map((why) => {
    const own = moves.filter((move) => move.why === why);
    return item(
      [
        `- 🟠 **${count(own.length, 'resource')} renamed**: ${prose(why)}`,
        ...own.map(
          ({ from = '', id, type, stack, data }) =>
            `  - ${code(from)} → ${code(id)} (${prose(type)}, ${code(stack)})${data === undefined ? '' : `, **${fateWords[data.fate]}**: ${prose(data.reason)}`}`,
        ),
      ].join('\n'),
      own.length,
    );
  });
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
