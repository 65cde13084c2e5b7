import { countFindings } from '../../policy/finding.js';
import { sortedEntries } from '../../topology/views.js';
import type { Cell, Section, TableBlock } from './block.js';
import type { PageInput } from './input.js';
import { breakEvenFigure, budgetsOf } from './key-figures.js';
import { share, tokens, usd } from './numbers.js';
import { deedsOf } from './sections/deeds.js';

type Pair = readonly [PageInput, PageInput];

/** Name of each of two topologies: its own, or its file where both are called the same. */
export function sideNames([a, b]: Pair): readonly [string, string] {
  const name = ({ loaded: { topology } }: PageInput) => `${topology.name} ${topology.environment}`;
  return name(a) === name(b) ? [a.loaded.source.file, b.loaded.source.file] : [name(a), name(b)];
}

/** What differs between two topologies, before both are shown beside each other. */
export function comparisonSection(pair: Pair): Section {
  const names = sideNames(pair);
  return {
    id: 'comparison',
    title: `${names[0]} and ${names[1]}`,
    blocks: [totals(pair, names), workloads(pair, names), places(pair, names), findings(pair, names)],
  };
}

function totals(pair: Pair, names: readonly [string, string]): TableBlock {
  const money = (label: Cell, of: (side: PageInput) => number | 'unknown'): Cell[] => {
    const [a, b] = [of(pair[0]), of(pair[1])];
    return [label, usd(a), usd(b), change(a, b)];
  };
  const count = (label: string, of: (side: PageInput) => number): Cell[] => {
    const [a, b] = [of(pair[0]), of(pair[1])];
    return [label, a.toLocaleString('en-US'), b.toLocaleString('en-US'), a === b ? '–' : `${b > a ? '+' : '−'}${Math.abs(b - a).toLocaleString('en-US')}`];
  };
  const text = (label: Cell, of: (side: PageInput) => string): Cell[] => [label, of(pair[0]), of(pair[1]), ''];
  return {
    kind: 'table',
    id: 'totals',
    caption: 'In figures',
    columns: [{ head: 'figure' }, { head: names[0], is: 'number' }, { head: names[1], is: 'number' }, { head: 'change', is: 'number' }],
    rows: [
      money({ text: 'cost a year', href: 'compared-workloads' }, ({ plan }) => plan.hybrid.usdPerYear),
      money('hosted only, list', ({ plan }) => plan.baseline.usdPerYear),
      text({ text: 'saving against list', href: 'a-hosted-only' }, ({ plan }) => share(plan.saving.list)),
      text('saving like for like', ({ plan }) => share(plan.saving.likeForLike)),
      text({ text: 'break-even of the largest fleet', href: 'a-hosts' }, ({ plan }) => breakEvenFigure(plan).value),
      money({ text: 'budgets of workloads, a month', href: 'a-workloads' }, (side) => budgetsOf(side).budget),
      money({ text: 'left of them', href: 'a-workloads' }, (side) => budgetsOf(side).budget - budgetsOf(side).planned),
      text('tokens a year', ({ plan }) => tokens(Object.values(plan.workloads).reduce((sum, { tokensPerYear }) => sum + tokensPerYear, 0))),
      count('workloads', ({ loaded: { topology } }) => Object.keys(topology.workloads).length),
      count('hosts', ({ loaded: { topology } }) => Object.keys(topology.hosts).length),
      count('lines without a price', ({ plan }) => plan.lines.filter((line) => line.usd === 'unknown').length),
      count('errors and fatal findings', ({ findings: found }) => countFindings(found).error + countFindings(found).fatal),
      count('warnings', ({ findings: found }) => countFindings(found).warning),
    ],
    source: 'planner and rules, each topology on its own day',
  };
}

/** A difference; `dear`: whether more of it is worse. */
function change(a: number | 'unknown', b: number | 'unknown', dear = false): Cell {
  if (a === 'unknown' || b === 'unknown') return 'not known';
  const difference = b - a;
  return Math.round(difference) === 0
    ? '–'
    : { text: `${difference > 0 ? '+' : ''}${usd(difference)}`, ...(dear && { tone: difference > 0 ? 'bad' : 'good' }) };
}

const union = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();

function workloads([a, b]: Pair, names: readonly [string, string]): TableBlock {
  return {
    kind: 'table',
    id: 'compared-workloads',
    caption: 'Workloads, USD a year',
    columns: [
      { head: 'workload', is: 'name' },
      { head: names[0], is: 'number' },
      { head: names[1], is: 'number' },
      { head: 'change', is: 'number' },
    ],
    rows: union(a.plan.workloads, b.plan.workloads).map((id): Cell[] => {
      const [was, is] = [a.plan.workloads[id]?.usdPerYear, b.plan.workloads[id]?.usdPerYear];
      return [id, was === undefined ? 'none' : usd(was), is === undefined ? 'none' : usd(is), change(was ?? 0, is ?? 0, true)];
    }),
    source: 'planner',
  };
}

function places([a, b]: Pair, names: readonly [string, string]): TableBlock {
  const deeds = ({ loaded: { topology } }: PageInput) =>
    new Map(sortedEntries(topology.workloads).map(([id, workload]) => [id, deedsOf(topology, workload).map(({ place, what }) => `${place}: ${what}`)]));
  const [was, is] = [deeds(a), deeds(b)];
  const only = (one: readonly string[] = [], other: readonly string[] = []) => one.filter((deed) => !other.includes(deed)).join('; ') || '–';
  return {
    kind: 'table',
    id: 'compared-places',
    caption: 'Where prompts go in one of them alone',
    columns: [{ head: 'workload', is: 'name' }, { head: `${names[0]} alone` }, { head: `${names[1]} alone` }],
    rows: [...new Set([...was.keys(), ...is.keys()])].sort().map((id): Cell[] => [id, only(was.get(id), is.get(id)), only(is.get(id), was.get(id))]),
    source: 'as the residency matrices',
  };
}

function findings([a, b]: Pair, names: readonly [string, string]): TableBlock {
  const key = ({ rule, path, message }: PageInput['findings'][number]) => `${rule}\0${path}\0${message}`;
  const only = (one: PageInput, other: PageInput, name: string) => {
    const known = new Set(other.findings.map(key));
    return one.findings.filter((finding) => !known.has(key(finding))).map(({ severity, rule, path, message }): Cell[] => [name, severity, rule, path, message]);
  };
  return {
    kind: 'table',
    id: 'compared-findings',
    caption: 'Findings of one of them alone',
    columns: [{ head: 'of', is: 'name' }, { head: 'severity' }, { head: 'rule', is: 'code' }, { head: 'path', is: 'code' }, { head: 'finding' }],
    rows: [...only(a, b, names[0]), ...only(b, a, names[1])],
    source: 'blueprint check',
  };
}
