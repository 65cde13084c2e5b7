import type { HostPlan } from '../../../planner/cost/plan.js';
import { sortedEntries } from '../../../topology/views.js';
import type { Block, Cell, Section, TableBlock } from '../block.js';
import { type BreakEvenCurve, breakEvenChart } from '../charts/break-even.js';
import { forWidths } from '../charts/theme.js';
import type { PageInput } from '../input.js';
import { share, tokens, unitPrice, usd } from '../numbers.js';

/** From what use on a host of your own is cheaper than the same tokens hosted. */
export function breakEvenSection({ plan }: PageInput): Section {
  const hosts = sortedEntries(plan.hosts);
  const charts = hosts.flatMap(([id, host]): Block[] => {
    const curve = curveOf(host);
    if (curve === undefined || host.breakEvenUtilisation === 'unknown') return [];
    const at = host.breakEvenUtilisation;
    return [
      {
        kind: 'chart',
        title: `Break-even of ${id}`,
        alt: `At ${share(host.utilisation)} use 10⁶ tokens cost ${unitPrice(round(curve.now.usd))}, hosted on ${curve.hosted.name} ${unitPrice(round(curve.hosted.usd))}. ${at > 1 ? 'No use pays.' : `It pays from ${share(at)} use on.`}`,
        specs: forWidths((size) => breakEvenChart(curve, size)),
        table: 'hosts',
      },
    ];
  });
  return { id: 'break-even', title: 'Break-even', blocks: [...charts, table(hosts)] };
}

function curveOf({ usdPerYear, tokensPerYear, utilisation, cheapestHosted }: HostPlan): BreakEvenCurve | undefined {
  if (utilisation === 'unknown' || utilisation === 0 || tokensPerYear === 0 || cheapestHosted === 'none') return undefined;
  const perMillion = usdPerYear / (tokensPerYear / 1e6);
  return {
    atFullUse: perMillion * utilisation,
    now: { use: utilisation * 100, usd: perMillion },
    hosted: { name: cheapestHosted.host, usd: cheapestHosted.usdPerMillion },
  };
}

function table(hosts: readonly (readonly [string, HostPlan])[]): TableBlock {
  return {
    kind: 'table',
    id: 'hosts',
    caption: 'Hosts: use, break-even, the cheapest hosted offer of the same model',
    columns: [
      { head: 'host', is: 'name' },
      { head: 'kind' },
      { head: 'tokens a year', is: 'number' },
      { head: 'USD a year', is: 'number' },
      { head: 'USD per 10⁶', is: 'number' },
      { head: 'nodes', is: 'number' },
      { head: 'used', is: 'number' },
      { head: 'break-even', is: 'number' },
      { head: 'cheapest hosted' },
      { head: 'its USD a year', is: 'number' },
      { head: 'source' },
    ],
    rows: hosts.map(([id, { kind, usdPerYear, tokensPerYear, nodes, utilisation, breakEvenUtilisation: at, cheapestHosted: offer }]): Cell[] => [
      id,
      kind,
      tokens(tokensPerYear),
      usd(usdPerYear),
      tokensPerYear === 0 ? '–' : unitPrice(round(usdPerYear / (tokensPerYear / 1e6))),
      nodes === 'none' ? '–' : String(nodes),
      utilisation === 'unknown' ? '–' : share(utilisation),
      at === 'unknown'
        ? '–'
        : at > 1
          ? { text: `never (${share(at)})`, tone: 'bad' }
          : { text: share(at), tone: utilisation !== 'unknown' && utilisation >= at ? 'good' : 'bad' },
      offer === 'none' ? 'none' : offer.host,
      offer === 'none' ? '–' : usd(offer.usdPerYear),
      offer === 'none' ? '–' : `${offer.source}, ${offer.asOf}`,
    ]),
    source: 'planner; the cheapest offer wherever it is processed: the residency of a workload may rule it out',
  };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;
