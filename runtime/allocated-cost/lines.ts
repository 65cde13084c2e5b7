import type { Charge } from './charge.js';
import { type CostRules, unattributed } from './rules.js';

/**
 * Why somebody pays a line. `own`: tagged with the workload. `share`: part of a shared host by tokens. `idle`: what of a shared host no token used. `common`:
 * shared by all, such as networks and keys. `untagged`, `unknown workload`, `other application`: nobody of this topology can be charged. `prepaid`: what was
 * paid in the month for later months, less what was used in it and paid before; with it a month adds up to its invoice.
 */
export type Basis = 'own' | 'share' | 'idle' | 'common' | 'untagged' | 'unknown workload' | 'other application' | 'prepaid';

/** Who pays what in a billing month, in the currency of the invoice. */
export interface Line {
  readonly period: string;
  readonly costCentre: string;
  readonly workload: string;
  readonly host: string;
  readonly basis: Basis;
  readonly category: string;
  readonly cloud: string;
  /** Alias in the topology. */
  readonly account: string;
  readonly currency: string;
  readonly amount: number;
  readonly usd: number | 'unknown';
}

/** Parts of a shared host by month of use: `sharesOf` of the job, a table of the query. */
export type Shares = (host: string, month: string) => { readonly workloads: Readonly<Record<string, number>>; readonly shared: number };

/** Lines of a billing month that charges make. Those of accounts of others make none. */
export function linesOf(rules: CostRules, charges: readonly Charge[], shares: Shares): Line[] {
  const own = charges.filter(({ account }) => rules.accounts[account] !== undefined);
  return collected([...own.flatMap((charge) => paid(rules, charge, shares)), ...own.map((charge) => prepaid(rules, charge))]);
}

function paid(rules: CostRules, charge: Charge, shares: Shares): Line[] {
  const { workload, host, application } = charge;
  const line = (costCentre: string, to: string, basis: Basis, part = 1): Line => ({
    ...placeOf(rules, charge),
    ...{ costCentre, workload: to, host, basis, category: charge.category },
    amount: charge.effective * part,
    usd: charge.usd === 'unknown' ? 'unknown' : charge.usd.effective * part,
  });
  if (application !== '' && application !== rules.application) return [line(unattributed, '', 'other application')];
  if (workload === '') return [line(unattributed, '', 'untagged')];
  const centre = (id: string) => rules.workloads[id]?.costCentre;
  if (workload !== 'shared') {
    const costCentre = centre(workload);
    return [costCentre === undefined ? line(unattributed, workload, 'unknown workload') : line(costCentre, workload, 'own')];
  }
  if (rules.hosts[host] === undefined) return [line(rules.sharedCostCentre, 'shared', 'common')];
  const parts = shares(host, charge.used);
  return [
    ...Object.entries(parts.workloads).map(([id, part]) => {
      const costCentre = centre(id);
      return costCentre === undefined ? line(unattributed, id, 'unknown workload', part) : line(costCentre, id, 'share', part);
    }),
    line(rules.sharedCostCentre, 'shared', 'idle', parts.shared),
  ];
}

function prepaid(rules: CostRules, charge: Charge): Line {
  return {
    ...placeOf(rules, charge),
    ...{ costCentre: unattributed, workload: '', host: '', basis: 'prepaid', category: '' },
    amount: charge.billed - charge.effective,
    usd: charge.usd === 'unknown' ? 'unknown' : charge.usd.billed - charge.usd.effective,
  };
}

function placeOf(rules: CostRules, { period, cloud, account, currency }: Charge) {
  return { period, cloud, account: rules.accounts[account] ?? account, currency };
}

/** Lines that differ in amounts alone are one; those of nothing are none. */
function collected(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = keyOf(line);
    const known = sums.get(key);
    const usd = known === undefined ? line.usd : known.usd === 'unknown' || line.usd === 'unknown' ? 'unknown' : known.usd + line.usd;
    sums.set(key, { ...line, amount: (known?.amount ?? 0) + line.amount, usd });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, line]) => (Math.abs(line.amount) < 1e-9 ? [] : [line]));
}

/** What tells lines apart, in the order that they are listed in. */
export function keyOf({ period, costCentre, workload, host, basis, category, cloud, account, currency }: Line): string {
  return JSON.stringify([period, costCentre, workload, host, basis, category, cloud, account, currency]);
}
