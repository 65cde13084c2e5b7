import { type Mutation, placeOf } from './chosen.js';
import type { Answer } from './judged.js';
import { removed } from './kind.js';
import { valueAt } from './places.js';

export interface Judged {
  readonly topology: string;
  readonly mutation: Mutation;
  readonly answer: Answer;
}

/** A share of fewer would say little. */
const fewest = 1_000;

/** Share of the faults that have to be noticed by rules alone. What is measured may not sink below it. */
const wanted = 0.99;

const noticed = ({ answer }: Judged) => answer.said === 'refused' || answer.said === 'warned';
const isFault = ({ mutation }: Judged) => mutation.kind.verdict === 'real';

/** Counts by kind, then by topology, in aligned columns. */
export function table(judged: readonly Judged[]): string[] {
  const byKind = groups(judged, ({ mutation }) => mutation.kind.name).map(([name, of]) => cells(of[0] && isFault(of[0]) ? 'real' : 'harmless', name, of));
  const faults = judged.filter(isFault);
  const byTopology = groups(faults, ({ topology }) => topology).map(([name, of]) => cells('real', name, of));
  const head = ['', 'kind', 'mutations', 'noticed', 'only warned', 'unnoticed', 'broke'];
  const lines = [
    head,
    ...byKind,
    ['', 'topology', ...head.slice(2)],
    ...byTopology,
    cells('real', 'all', faults),
    cells(
      'harmless',
      'all',
      judged.filter((one) => !isFault(one)),
    ),
  ];
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines.map((line) => line.map((cell, column) => (column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column)))).join('  '));
}

function cells(verdict: string, name: string, of: readonly Judged[]): string[] {
  const count = (...said: readonly Answer['said'][]) => String(of.filter(({ answer }) => said.includes(answer.said)).length);
  return [verdict, name, String(of.length), count('refused', 'warned'), count('warned'), count('nothing'), count('broke')];
}

/** Each fault that was not noticed, and each harmless change that was, by kind: where it is, before and after. */
export function listing(judged: readonly Judged[]): string[] {
  return groups(judged.filter(wrong), ({ mutation }) => mutation.kind.name).flatMap(([name, of]) => [
    `${name}: ${of.length}`,
    ...of.map((one) => `  ${described(one)}`),
  ]);
}

/** What falls short of the bar: too few faults noticed, a harmless change found, or a rule that broke. */
export function bar(judged: readonly Judged[]): string[] {
  const faults = judged.filter(isFault);
  const share = faults.filter(noticed).length / Math.max(1, faults.length);
  const short =
    share < wanted
      ? [`mutations: ${(share * 100).toFixed(1)} % of ${faults.length} faults are noticed; at least ${wanted * 100} % have to be. --list shows the others`]
      : [];
  const few = judged.length < fewest ? [`mutations: only ${judged.length} mutations were made; at least ${fewest} have to be`] : [];
  const wrongly = judged.filter((one) => (!isFault(one) && wrong(one)) || one.answer.said === 'broke');
  return [...few, ...short, ...wrongly.map((one) => `mutations: ${one.mutation.kind.name}: ${described(one)}`)];
}

function wrong(one: Judged): boolean {
  return isFault(one) ? !noticed(one) : one.answer.said !== 'nothing';
}

function described({ topology, mutation, answer }: Judged): string {
  const { stack, edit } = mutation;
  const change = edit.absent === true ? 'removed' : edit.facts !== undefined ? JSON.stringify(edit.facts) : changed(valueAt(stack.document, edit.at), edit.to);
  const type = typeof edit.at[1] === 'string' && edit.at[0] === 'Resources' ? ` (${stack.resources.find(({ id }) => id === edit.at[1])?.type ?? 'added'})` : '';
  return `${topology}: ${placeOf(mutation)}${type}: ${change}${answer.said === 'nothing' ? '' : ` [${answer.said} by ${answer.rule}: ${short(answer.message)}]`}`;
}

/** Both sides, begun shortly before they part. */
function changed(before: unknown, after: unknown): string {
  const [from, to] = [text(before), text(after)];
  const part = [...from].findIndex((character, index) => character !== to[index]);
  const start = part > 40 ? part - 20 : 0;
  return `${short(from.slice(start))} → ${short(to.slice(start))}`;
}

function text(value: unknown): string {
  return value === removed ? 'removed' : value === undefined ? 'absent' : JSON.stringify(value);
}

function short(line: string): string {
  const whole = line.replaceAll('\n', '\\n');
  return whole.length > 160 ? `${whole.slice(0, 160)}…` : whole;
}

function groups(judged: readonly Judged[], keyOf: (one: Judged) => string): [string, Judged[]][] {
  const found = new Map<string, Judged[]>();
  for (const one of judged) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return [...found];
}
