import { cloudOf } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Flow, FlowOptions } from '../capacity/flow.js';
import { perYear } from '../capacity/flow.js';
import { flows } from '../capacity/flows.js';
import { allocation } from './allocation.js';
import { type Baseline, baseline } from './baseline.js';
import { type HostAnswer, hostAnswer } from './host-answer.js';
import { hostLines } from './host-lines.js';
import { type CostLine, total } from './line.js';
import { paidUnits } from './paid-units.js';
import { sharedLines } from './shared-lines.js';

/** A host's part of a workload. */
export interface Served {
  readonly tokensPerYear: number;
  /** Of the workload's tokens. */
  readonly share: number;
  readonly usdPerYear: number;
}

export interface WorkloadPlan {
  readonly usdPerYear: number;
  readonly tokensPerYear: number;
  /** Tokens that nobody serves: they queue or are shed. */
  readonly unservedTokensPerYear: number;
  readonly hosts: Readonly<Record<string, Served>>;
}

export interface HostPlan extends HostAnswer {
  readonly kind: string;
  readonly usdPerYear: number;
  readonly tokensPerYear: number;
}

/** What a topology costs in the year from a day on. Sums leave out what has no price; `unknown` names it. */
export interface Plan {
  readonly asOf: string;
  readonly baseline: Baseline;
  readonly hybrid: { readonly usdPerYear: number; readonly low: number; readonly high: number };
  /** 1 - hybrid ÷ baseline; `unknown` where the baseline is. */
  readonly saving: { readonly list: number | 'unknown'; readonly likeForLike: number | 'unknown' };
  readonly workloads: Readonly<Record<string, WorkloadPlan>>;
  /** What no workload is charged: idle capacity that finance keeps, and hosts that serve nothing. */
  readonly sharedUsdPerYear: number;
  readonly hosts: Readonly<Record<string, HostPlan>>;
  readonly costCentres: Readonly<Record<string, number>>;
  readonly clouds: Readonly<Record<string, number>>;
  /** Hosts whose capacity or tokens have no price at all: no saving can be said. */
  readonly unpriced: readonly string[];
  readonly lines: readonly CostLine[];
  readonly flows: readonly Flow[];
}

/** Demand, then who serves it, then what that costs. Pure: the topology, facts and a day. */
export function plan(topology: Topology, options: FlowOptions): Plan {
  const served = flows(topology, options);
  const shared = sharedLines(topology, options.asOf);
  const of = (id: string) => served.filter(({ host }) => host === id);
  const lines = [
    ...Object.keys(topology.hosts)
      .sort()
      .flatMap((id) => [...hostLines(topology, id, of(id), options.asOf), ...shared.filter(({ host }) => host === id)]),
    ...shared.filter(({ host }) => host === 'shared'),
  ];
  const bills = divided(topology, lines, served);
  const base = baseline(topology, options.asOf);
  const hybrid = total(lines);
  const unpriced = unpricedHosts(topology, lines);
  const saving = (against: number | 'unknown') => (against === 'unknown' || against === 0 || unpriced.length > 0 ? 'unknown' : 1 - hybrid / against);
  return {
    asOf: options.asOf,
    baseline: base,
    hybrid: { usdPerYear: hybrid, low: total(lines, 'low'), high: total(lines, 'high') },
    saving: { list: saving(base.usdPerYear), likeForLike: saving(base.discountedUsdPerYear) },
    workloads: workloadPlans(topology, bills, served),
    sharedUsdPerYear: bills.filter(({ workload }) => workload === 'shared').reduce((sum, { usd }) => sum + usd, 0),
    hosts: Object.fromEntries(
      sortedEntries(topology.hosts).map(([id, { kind }]) => {
        const usdPerYear = total(lines.filter(({ host }) => host === id));
        return [
          id,
          {
            kind,
            usdPerYear,
            tokensPerYear: of(id).reduce((sum, flow) => sum + perYear(flow.served), 0),
            ...hostAnswer(topology, id, of(id), unpriced.includes(id) ? 'unknown' : total(lines.filter((line) => line.host === id && line.workload === 'all'))),
          },
        ];
      }),
    ),
    costCentres: sums(
      bills,
      ({ workload }) => (workload === 'shared' ? topology.finance.sharedCostCentre : topology.workloads[workload]?.costCentre) ?? 'none',
    ),
    clouds: sums(bills, ({ host }) => (host === 'shared' ? 'shared' : cloudOf(entity(topology.hosts, host)))),
    unpriced,
    lines,
    flows: served,
  };
}

/** A part of the bill: whose it is, and for which host. */
interface Bill {
  readonly workload: string | 'shared';
  readonly host: string | 'shared';
  readonly usd: number;
}

/** Lines of one workload are its own; the rest of a host is divided by what it serves. */
function divided(topology: Topology, lines: readonly CostLine[], served: readonly Flow[]): Bill[] {
  const own = lines.filter(({ workload }) => workload !== 'all').map((line): Bill => ({ workload: line.workload, host: line.host, usd: total([line]) }));
  const hosts = sortedEntries(topology.hosts).flatMap(([id, host]): Bill[] => {
    const usd = total(lines.filter((line) => line.host === id && line.workload === 'all'));
    if (usd === 0) return [];
    const own = served.filter((flow) => flow.host === id);
    const paid = paidUnits(host, own);
    const { workloads, shared } = allocation(own, topology.finance.idle, paid === 'unknown' ? Number.POSITIVE_INFINITY : paid);
    return [
      ...sortedEntries(workloads).map(([workload, part]) => ({ workload, host: id, usd: usd * part })),
      { workload: 'shared', host: id, usd: usd * shared },
    ];
  });
  const platform = { workload: 'shared', host: 'shared', usd: total(lines.filter((line) => line.host === 'shared' && line.workload === 'all')) };
  return [...own, ...hosts, platform];
}

function workloadPlans(topology: Topology, bills: readonly Bill[], served: readonly Flow[]): Plan['workloads'] {
  const plans = sortedEntries(topology.workloads).map(([id, { load, guard }]): [string, WorkloadPlan] => {
    const flowsOf = served.filter(({ workload }) => workload === id);
    const hosts = flowsOf.map((flow): [string, Served] => {
      const tokensPerYear = perYear(flow.served);
      const usdPerYear = bills.filter(({ workload, host }) => workload === id && host === flow.host).reduce((sum, { usd }) => sum + usd, 0);
      // A guard reads the tokens of others again; it serves no share of them.
      return [flow.host, { tokensPerYear, share: flow.host === guard || load.tokensPerYear === 0 ? 0 : tokensPerYear / load.tokensPerYear, usdPerYear }];
    });
    return [
      id,
      {
        usdPerYear: bills.filter(({ workload }) => workload === id).reduce((sum, { usd }) => sum + usd, 0),
        tokensPerYear: load.tokensPerYear,
        unservedTokensPerYear: flowsOf.filter(({ host }) => host !== guard).reduce((sum, flow) => sum + perYear(flow.unserved), 0),
        hosts: Object.fromEntries(hosts),
      },
    ];
  });
  return Object.fromEntries(plans);
}

function sums(bills: readonly Bill[], key: (bill: Bill) => string): Record<string, number> {
  const found = new Map<string, number>();
  for (const bill of bills) if (bill.usd > 0) found.set(key(bill), (found.get(key(bill)) ?? 0) + bill.usd);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Hosts of which something that serves has no price; what they use beside it is small and named. */
function unpricedHosts(topology: Topology, lines: readonly CostLine[]): string[] {
  return Object.keys(topology.hosts)
    .filter((id) => {
      const paid = lines.filter(({ host, kind }) => host === id && (kind === 'capacity' || kind === 'tokens'));
      return paid.some(({ usd }) => usd === 'unknown');
    })
    .sort();
}
