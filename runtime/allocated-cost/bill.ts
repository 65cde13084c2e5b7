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
    for (const { Estimated, Groups } of page.ResultsByTime ?? []) {
      final &&= Estimated === false;
      for (const { Keys, Metrics } of Groups ?? []) {
        const { Amount, Unit } = Metrics?.['UnblendedCost'] ?? {};
        const account = aliases[Keys?.[0] ?? ''] ?? Keys?.[0] ?? '';
        const [amount, currency] = [Number(Amount ?? Number.NaN), Unit ?? ''];
        if (!Number.isFinite(amount)) throw new Error(`Cost Explorer gives no amount for ${account} in ${period}`);
        const key = `${account} ${currency}`;
        sums.set(key, { account, currency, amount: (sums.get(key)?.amount ?? 0) + amount });
      }
    }
    if (page.NextPageToken === undefined) break;
    token = page.NextPageToken;
  }
  return { invoices: [...sums.values()], final };
}
