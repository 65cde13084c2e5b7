import type { Change } from '../../diff/change.js';
import type { DiffReport } from '../../diff/compare.js';
import { isTagsOnly } from '../../diff/tags.js';
import { visible } from '../../topology/invisible.js';
import { code, count, details, propertyItem, prose } from '../markdown-text.js';
import { isDestructive } from './destructive.js';
import { type Item, item, type Section } from './sections.js';

/** Everything not told above, folded by stack, with counts; noise last, named but without its values. */
export function restSection({ changes }: DiffReport): Section | undefined {
  const rest = changes.filter((change) => !isDestructive(change));
  if (rest.length === 0) return undefined;
  const real = rest.filter((change) => change.noise === undefined && !isTagsOnly(change));
  const tagged = rest.filter((change) => change.noise === undefined && isTagsOnly(change));
  const stacks = [...new Set(real.map(({ stack }) => stack))];
  return {
    title: 'Everything else',
    lead: [],
    items: [
      ...stacks.map((stack) =>
        stackItem(
          stack,
          real.filter((change) => change.stack === stack),
        ),
      ),
      ...(tagged.length === 0 ? [] : [named(`${count(tagged.length, 'resource')} with changed tags only (values above)`, tagged)]),
      ...(['hash', 'metadata', 'order', 'idle'] as const).flatMap((noise) => {
        const own = rest.filter((change) => change.noise === noise);
        return own.length === 0 ? [] : [named(`${noiseWords[noise](own.length)} folded`, own)];
      }),
    ],
    tail: [],
  };
}

const noiseWords = {
  hash: (number: number) => count(number, 'hash-only change'),
  metadata: (number: number) => count(number, 'metadata-only change'),
  order: (number: number) => count(number, 'order-only change'),
  idle: (number: number) =>
    count(
      number,
      'change without effect (defaults written out or left out, ignored arguments)',
      'changes without effect (defaults written out or left out, ignored arguments)',
    ),
} as const;

function stackItem(stack: string, changes: readonly Change[]): Item {
  const created = changes.filter(({ whole }) => whole === 'new');
  if (created.length === changes.length) {
    return item(
      details(
        `${summaryCode(stack)}: new stack, ${count(created.length, 'resource')}`,
        created.map(({ id, type }) => `- + ${code(id)} (${prose(type)})`),
      ),
      created.length,
    );
  }
  const summary = (['replace', 'move', 'import', 'update', 'create', 'delete'] as const).flatMap((action) => {
    const number = changes.filter((change) => change.action === action).length;
    return number === 0 ? [] : [`${number} ${words[action]}`];
  });
  return item(details(`${summaryCode(stack)}: ${summary.join(', ')}`, changes.flatMap(changeLines)), changes.length);
}

const words = { replace: 'revised', move: 'moved', import: 'adopted', update: 'changed', create: 'new', delete: 'gone' } as const;
const signs = { replace: '±', move: '→', import: '←', update: '~', create: '+', delete: '−', 'may-replace': '±', forget: '−' } as const;

function changeLines({ id, type, action, why, properties, live, from }: Change): string[] {
  const head = `- ${signs[action]} ${from === undefined ? '' : `${code(from)} → `}${code(id)} (${prose(type)})${why === '' ? '' : `: ${prose(why)}`}${live ? ' *(live plan)*' : ''}`;
  return [head, ...properties.map((property) => propertyItem(property).replace(/^/gm, '  '))];
}

function named(summary: string, changes: readonly Change[]): Item {
  const byStack = [...new Set(changes.map(({ stack }) => stack))].map(
    (stack) =>
      `- ${code(stack)}: ${changes
        .filter((change) => change.stack === stack)
        .map(({ id }) => code(id))
        .join(', ')}`,
  );
  return item(details(summary, byStack), changes.length);
}

/** GitHub renders no Markdown inside a summary. */
function summaryCode(text: string): string {
  return `<code>${visible(text).replace(/[<>&]/g, '')}</code>`;
}
