import { z } from 'zod';
import { type PriceSource, type Quote, readJson, SourceError } from '../source.js';

const base = 'https://prices.azure.com/api/retail/prices';

const page = z.object({
  Items: z.array(
    z.object({
      currencyCode: z.string(),
      retailPrice: z.number(),
      armRegionName: z.string(),
      armSkuName: z.string(),
      meterName: z.string(),
      productName: z.string(),
      unitOfMeasure: z.string(),
      type: z.string(),
      effectiveStartDate: z.string(),
    }),
  ),
  NextPageLink: z.string().nullish(),
});

/** Pages of one machine in one region: more would be another question than the one that was asked. */
const mostPages = 20;

/**
 * Linux machines on demand. Windows machines share the meter and differ by the name of the product; spot and low priority differ by the meter.
 * Source: Microsoft Learn, "Azure Retail Prices REST API overview".
 */
export const azureRetail: PriceSource = {
  id: 'azure-retail',
  what: 'Azure Retail Prices API, Linux on demand',
  where: base,
  async quotes(fetch, { nodes }) {
    const quotes: Quote[] = [];
    for (const { instance, region } of nodes.filter(({ host, term }) => host === 'azure' && term === 'on-demand')) {
      const filter = `serviceName eq 'Virtual Machines' and armSkuName eq '${instance}' and armRegionName eq '${region}' and priceType eq 'Consumption'`;
      const items: Item[] = [];
      let url: string | null | undefined = `${base}?api-version=2023-01-01-preview&$filter=${encodeURIComponent(filter)}`;
      for (let pages = 0; url && pages < mostPages; pages++) {
        const parsed = page.safeParse(await readJson(fetch, url));
        if (!parsed.success) throw new SourceError(`${base}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
        items.push(...parsed.data.Items.filter((item) => isPlain(item, instance, region)));
        url = parsed.data.NextPageLink;
        if (url && !url.startsWith(`${base}?`)) throw new SourceError(`${base}: its next page is at another address`);
      }
      // Of several prices the one that took effect last.
      const [item] = items.sort((a, b) => (a.effectiveStartDate < b.effectiveStartDate ? 1 : -1));
      if (item !== undefined) quotes.push({ list: 'gpus', host: 'azure', instance, region, term: 'on-demand', usdPerHour: item.retailPrice });
    }
    return quotes;
  },
};

type Item = z.infer<typeof page>['Items'][number];

function isPlain({ currencyCode, type, unitOfMeasure, productName, meterName, armSkuName, armRegionName }: Item, sku: string, region: string): boolean {
  const other = /windows/i.test(productName) || /spot|low priority/i.test(meterName);
  return !other && type === 'Consumption' && currencyCode === 'USD' && unitOfMeasure === '1 Hour' && armSkuName === sku && armRegionName === region;
}
