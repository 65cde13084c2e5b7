import type { Row } from '../../../runtime/allocated-cost/charge.js';
import { Ledger } from '../../../runtime/allocated-cost/ledger.js';
import type { CostRules } from '../../../runtime/allocated-cost/rules.js';

/** Two workloads of two cost centres on one shared fleet, in which a token of `long` uses three times as much. */
export const rules: CostRules = {
  topology: 'acme',
  application: 'llama',
  accounts: { '111122223333': 'prod', 'acme-llama': 'search', '00000000-0000-4000-8000-000000000000': 'dev' },
  workloads: { long: { costCentre: 'cc-1', budgetUsd: 1_000 }, short: { costCentre: 'cc-2', budgetUsd: 500 } },
  hosts: { fleet: { weights: { long: 0.003, short: 0.001 }, capacity: 4 } },
  idle: 'used',
  sharedCostCentre: 'cc-0',
  tolerance: { usd: 1, fraction: 0.001 },
};

let hour = 0;

/** A row of AWS's bill for October 2026; every call another hour, so that rows of one amount are not repetitions. */
export function row(cost: number, tags: Readonly<Record<string, string>>, over: Row = {}): Row {
  hour = (hour + 1) % 700;
  return {
    BilledCost: String(cost),
    EffectiveCost: String(cost),
    BillingCurrency: 'USD',
    BillingPeriodStart: '2026-10-01T00:00:00.000Z',
    ChargePeriodStart: new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
    ChargeCategory: 'Usage',
    ProviderName: 'AWS',
    SubAccountId: '111122223333',
    Tags: JSON.stringify(tags),
    ...over,
  };
}

export const fleet = { workload: 'shared', host: 'fleet' };

export function ledgerOf(rows: readonly Row[]): Ledger {
  const ledger = new Ledger();
  rows.forEach((one, index) => {
    ledger.add(one, `bill.csv:${index + 2}`);
  });
  return ledger;
}
