import { type CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import type { Bill } from './sources.js';
import { boundsOf, dayOf } from './time.js';

/**
 * What AWS billed in a month, by account: unblended cost with credits, refunds and tax. In the management account of an organisation these are all accounts;
 * elsewhere the account itself. `aliases`: by account id; others have their id.
 */
export async function billOf(client: CostExplorerClient, period: string, aliases: Readonly<Record<string, string>>, now: number): Promise<Bill> {
  const { start, end } = boundsOf(period);
  const sums = new Map<string, { account: string; currency: string; amount: number }>();
  let final = now >= end;
  for (let token: string | undefined; ; ) {
    const page = await client.send(
      new GetCostAndUsageCommand({
        TimePeriod: { Start: dayOf(start), End: dayOf(end) },
        Granularity: 'MONTHLY',
        Metrics: ['UnblendedCost'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
        ...(token !== undefined && { NextPageToken: token }),
      }),
    );
    // A month without a cost has a result without groups: without a result it is not known.
    const results = page.ResultsByTime ?? [];
    if (results.length === 0) throw new Error(`Cost Explorer gives no result for ${period}`);
    for (const { Estimated, Groups } of results) {
      final &&= Estimated === false;
      for (const { Keys: [id] = [], Metrics } of Groups ?? []) {
        const { Amount, Unit: currency } = Metrics?.['UnblendedCost'] ?? {};
        if (id === undefined) throw new Error(`Cost Explorer gives an amount of no account in ${period}`);
        const [account, amount] = [aliases[id] ?? id, Number(Amount ?? Number.NaN)];
        if (!Number.isFinite(amount) || currency === undefined) throw new Error(`Cost Explorer gives no amount for ${account} in ${period}`);
        const key = `${account} ${currency}`;
        sums.set(key, { account, currency, amount: (sums.get(key)?.amount ?? 0) + amount });
      }
    }
    if (page.NextPageToken === undefined) break;
    token = page.NextPageToken;
  }
  return { invoices: [...sums.values()], final };
}
