import { isBudgetCloud, sharedBudgetOf, sharedTag } from '../derived/shared-costs.js';
import { cloudOf } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries, workloadsOn } from '../topology/views.js';
import { type PlannedChange, plannedChanges } from './planned-cost.js';

/** Hours of a month, as providers count it. */
const hoursPerMonth = 730;

/** What the declared capacity of one host costs a month at list price, before and after. Null: no price is known. */
export interface CostChange {
  readonly host: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly basis: string;
  /** Budgets that have to pay it: of the workloads on whose routes the host is, by id; before them that of what is shared, where it serves several. Null: there is none. */
  readonly budgets: readonly { readonly workload: string; readonly usdPerMonth: number | null }[];
}

export interface CostDelta {
  /** Sum of what has a price on both sides. */
  readonly usdPerMonth: number | null;
  readonly rows: readonly CostChange[];
  /** What the sum leaves out, in words. */
  readonly notIncluded: readonly string[];
  /** The same change by workload, usage included, as a plan sees it. */
  readonly workloads: readonly PlannedChange[];
}

/** Change of declared, continuously billed capacity, and by workload of what a plan of that day says, usage included. */
export function costDelta(before: Topology | undefined, after: Topology | undefined, asOf: string): CostDelta {
  const [was, is] = [declared(before), declared(after)];
  const hosts = [...new Set([...was.keys(), ...is.keys()])].sort();
  const rows = hosts.flatMap((host): CostChange[] => {
    const [old, now] = [was.get(host) ?? free, is.get(host) ?? free];
    if (old.what === now.what) return [];
    return [
      {
        host,
        before: old.usd,
        after: now.usd,
        basis: [old, now]
          .filter(({ what }) => what !== '')
          .map(({ what, source }) => `${what}: ${source}`)
          .join('; '),
        budgets: budgetsOf(after?.hosts[host] === undefined ? before : after, host),
      },
    ];
  });
  const priced = rows.filter((row): row is CostChange & { before: number; after: number } => row.before !== null && row.after !== null);
  const usdPerMonth = rows.length > priced.length && priced.length === 0 ? null : round(priced.reduce((sum, row) => sum + row.after - row.before, 0));
  const unpriced = rows.filter((row) => row.before === null || row.after === null).map(({ host }) => `${host}, whose price is not known`);
  return { usdPerMonth, rows, notIncluded: [...unpriced, ...notIncluded], workloads: plannedChanges(before, after, asOf) };
}

const notIncluded = [
  'tokens of hosted models, and with them any change of load or routing: the plan by workload has these',
  'Vertex AI and Foundry deployments, endpoints, storage, logs, keys, data transfer',
  'discounts, Savings Plans, tax',
];

function budgetsOf(topology: Topology | undefined, host: string): CostChange['budgets'] {
  if (topology === undefined) return [];
  const users = workloadsOn(topology, host).map(([workload, { budget }]) => ({ workload, usdPerMonth: budget?.usdPerMonth ?? null }));
  const of = topology.hosts[host];
  const cloud = of === undefined ? undefined : cloudOf(of);
  if (users.length === 1 || of === undefined || !isBudgetCloud(cloud)) return users;
  // It carries no workload's tag: the budget that counts it is that of what workloads share in its account.
  return [{ workload: sharedTag, usdPerMonth: sharedBudgetOf(topology, cloud, of.account) ?? null }, ...users];
}

interface Declared {
  readonly usd: number | null;
  readonly what: string;
  readonly source: string;
}

const free: Declared = { usd: 0, what: '', source: '' };

/** Machines of hosts that have their own. */
function declared(topology: Topology | undefined): Map<string, Declared> {
  if (topology === undefined) return new Map();
  return new Map(
    sortedEntries(topology.hosts).flatMap(([id, host]): [string, Declared][] => {
      const nodes = traitsOf(host).nodes(host);
      if (nodes === 'none') return [];
      const { instanceType, count, prepaid, price } = nodes;
      const billed = Math.max(0, count - prepaid);
      const where = 'region' in host ? ` in ${host.region}` : '';
      const what = `${billed} × ${instanceType}${where}${prepaid > 0 ? ` beside ${prepaid} prepaid in Capacity Blocks` : ''}`;
      if (price.usdPerHour === 'unknown') return [[id, { usd: null, what, source: `no on-demand price in ${price.source}` }]];
      const source = `${price.usdPerHour} USD an hour on demand, ${price.source}`;
      return [[id, { usd: round(billed * price.usdPerHour * hoursPerMonth), what, source }]];
    }),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
