import { sortedEntries } from '../../../topology/views.js';
import type { Section, TableBlock } from '../block.js';
import { type StackedPart, stackedBars } from '../charts/bars.js';
import { forWidths } from '../charts/theme.js';
import type { PageInput } from '../input.js';
import { share, shortUsd, tokens, unitPrice, usd } from '../numbers.js';

/** Workloads that have a colour of their own. */
const mostParts = 5;

/** Hosted only against this topology, by workload. */
export function costSection(input: PageInput): Section {
  const { plan } = input;
  const { baseline, hybrid, saving, unpriced } = plan;
  const { rows, parts } = bars(input);
  return {
    id: 'cost',
    title: 'Hosted only against this topology',
    blocks: [
      {
        kind: 'prose',
        text:
          saving.list === 'unknown'
            ? `No saving is said: no price of ${unpriced.join(', ') || 'the baseline'} is known.`
            : `Saving against list: 1 − ${usd(hybrid.usdPerYear)} ÷ ${usd(baseline.usdPerYear)} = ${share(saving.list)}. ${
                baseline.discount === 0
                  ? 'No contract discounts hosted tokens, so like for like it is the same.'
                  : `Like for like, with ${share(baseline.discount)} off the baseline too: 1 − ${usd(hybrid.usdPerYear)} ÷ ${usd(baseline.discountedUsdPerYear)} = ${share(saving.likeForLike)}.`
              }`,
      },
      {
        kind: 'chart',
        title: 'Cost a year by workload',
        alt: `Hosted only costs ${shortUsd(baseline.usdPerYear)} at list, this topology ${shortUsd(hybrid.usdPerYear)}.`,
        specs: forWidths((size) => stackedBars(rows, parts, size)),
        table: 'hosted-only',
      },
      comparison(input),
      workloadTable(input),
    ],
  };
}

function bars({ plan, loaded: { topology } }: PageInput): { readonly rows: StackedPart[]; readonly parts: string[] } {
  const ranked = sortedEntries(plan.workloads)
    .sort(([, a], [, b]) => b.usdPerYear - a.usdPerYear)
    .map(([id]) => id);
  const named = ranked.slice(0, ranked.length > mostParts ? mostParts - 1 : mostParts);
  const others = ranked.slice(named.length);
  const list = Object.fromEntries(plan.baseline.rows.map((row) => [row.workload, row.usdPerYear === 'unknown' ? 0 : row.usdPerYear]));
  const own = Object.fromEntries(ranked.map((id) => [id, plan.workloads[id]?.usdPerYear ?? 0]));
  const bar = (name: string, of: Readonly<Record<string, number>>, factor = 1): StackedPart[] => [
    ...named.map((id) => ({ bar: name, part: id, usd: (of[id] ?? 0) * factor })),
    ...(others.length === 0 ? [] : [{ bar: name, part: 'other workloads', usd: others.reduce((sum, id) => sum + (of[id] ?? 0), 0) * factor }]),
  ];
  const shared = plan.sharedUsdPerYear;
  return {
    rows: [
      ...(plan.baseline.usdPerYear === 'unknown' ? [] : bar('Hosted only, list', list)),
      ...(plan.baseline.usdPerYear === 'unknown' || plan.baseline.discount === 0 ? [] : bar('Hosted only, discounted', list, 1 - plan.baseline.discount)),
      ...bar(`${topology.name} ${topology.environment}`, own),
      ...(shared < 1 ? [] : [{ bar: `${topology.name} ${topology.environment}`, part: 'shared', usd: shared }]),
    ],
    parts: [...named, ...(others.length === 0 ? [] : ['other workloads']), ...(shared < 1 ? [] : ['shared'])],
  };
}

function comparison({ plan: { baseline, workloads, sharedUsdPerYear, hybrid } }: PageInput): TableBlock {
  return {
    kind: 'table',
    id: 'hosted-only',
    caption: 'Hosted only and this topology, USD a year',
    columns: [
      { head: 'workload', is: 'name' },
      { head: 'tokens', is: 'number' },
      { head: 'USD per 10⁶, hosted', is: 'number' },
      { head: 'hosted only', is: 'number' },
      { head: 'this topology', is: 'number' },
      { head: 'difference', is: 'number' },
      { head: 'source of the hosted price' },
    ],
    rows: [
      ...baseline.rows.map((row) => {
        const own = workloads[row.workload]?.usdPerYear ?? 0;
        return [
          row.workload,
          tokens(row.tokensPerYear),
          unitPrice(row.usdPerMillion),
          usd(row.usdPerYear),
          usd(own),
          row.usdPerYear === 'unknown' ? 'not known' : usd(own - row.usdPerYear),
          `${row.source}, ${row.asOf}`,
        ];
      }),
      ...(sharedUsdPerYear < 1 ? [] : [['shared', '', '', '', usd(sharedUsdPerYear), usd(sharedUsdPerYear), 'no workload is charged']]),
    ],
    total: [
      'sum',
      '',
      '',
      usd(baseline.usdPerYear),
      usd(hybrid.usdPerYear),
      baseline.usdPerYear === 'unknown' ? 'not known' : usd(hybrid.usdPerYear - baseline.usdPerYear),
      '',
    ],
    source: `planner; ${baseline.assumptions.join('; ')}`,
  };
}

function workloadTable({ plan, loaded: { topology } }: PageInput): TableBlock {
  return {
    kind: 'table',
    id: 'workloads',
    caption: 'Workloads: plan and budget',
    columns: [
      { head: 'workload', is: 'name' },
      { head: 'cost centre' },
      { head: 'USD a year', is: 'number' },
      { head: 'USD a month', is: 'number' },
      { head: 'budget a month', is: 'number' },
      { head: 'left', is: 'number' },
      { head: 'share and USD a year by host' },
      { head: 'unserved', is: 'number' },
    ],
    rows: sortedEntries(plan.workloads).map(([id, { usdPerYear, hosts, tokensPerYear, unservedTokensPerYear }]) => {
      const { budget, costCentre } = topology.workloads[id] ?? {};
      const month = usdPerYear / 12;
      return [
        id,
        costCentre ?? 'none',
        usd(usdPerYear),
        usd(month),
        budget === undefined ? 'none' : usd(budget.usdPerMonth),
        budget === undefined ? '–' : { text: usd(budget.usdPerMonth - month), tone: month > budget.usdPerMonth ? 'bad' : 'good' },
        sortedEntries(hosts)
          .map(([host, one]) => `${host} ${share(one.share)} ${usd(one.usdPerYear)}`)
          .join(', '),
        unservedTokensPerYear < 1 ? '–' : { text: share(unservedTokensPerYear / tokensPerYear), tone: 'warn' },
      ];
    }),
    source: 'planner; budgets and cost centres of the topology',
  };
}
