import { z } from 'zod';
import { type PriceSource, price, type Quote, readJson, SourceError } from '../source.js';

const base = 'https://pricing.us-east-1.amazonaws.com';

const index = z.object({ regions: z.array(z.object({ regionCode: z.string(), versionUrl: z.string().startsWith('/savingsPlan/') })) });

const plans = z.object({
  products: z.array(z.object({ sku: z.string(), attributes: z.record(z.string(), z.string()) })),
  terms: z.object({
    savingsPlan: z.array(
      z.object({
        sku: z.string(),
        leaseContractLength: z.object({ duration: z.number(), unit: z.string() }),
        rates: z.array(
          z.object({
            discountedUsageType: z.string(),
            discountedOperation: z.string(),
            unit: z.string(),
            discountedRate: z.object({ price: z.string(), currency: z.string() }),
          }),
        ),
      }),
    ),
  }),
});

/**
 * Rates of Compute Savings Plans without upfront payment, for Linux instances.
 * Source: AWS Billing, "Reading the service price list file for a Savings Plan".
 */
export const awsSavingsPlans: PriceSource = {
  id: 'aws-savings-plans',
  what: 'AWS savings plan price list, Compute Savings Plans, no upfront',
  where: `${base}/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json`,
  async quotes(fetch, { nodes }) {
    const asked = nodes.filter(({ host, term }) => host === 'aws' && term.startsWith('savings-plan-'));
    const regions = [...new Set(asked.map(({ region }) => region))].sort();
    if (regions.length === 0) return [];
    const { regions: known } = parsed(index, await readJson(fetch, this.where), this.where);
    const quotes: Quote[] = [];
    for (const region of regions) {
      const entry = known.find(({ regionCode }) => regionCode === region);
      if (entry === undefined) continue;
      const url = `${base}${entry.versionUrl}`;
      const instances = new Set(asked.filter((node) => node.region === region).map(({ instance }) => instance));
      quotes.push(...regional(parsed(plans, await readJson(fetch, url), url), region, instances));
    }
    return quotes;
  },
};

function regional({ products, terms }: z.infer<typeof plans>, region: string, instances: ReadonlySet<string>): Quote[] {
  const noUpfront = new Set(products.filter(({ attributes }) => attributes['purchaseOption'] === 'No Upfront').map(({ sku }) => sku));
  return terms.savingsPlan.flatMap(({ sku, leaseContractLength: { duration, unit }, rates }) => {
    if (!noUpfront.has(sku) || unit !== 'year') return [];
    return rates.flatMap(({ discountedUsageType, discountedOperation, unit: per, discountedRate }): Quote[] => {
      // Shared hardware alone: dedicated and reserved usage types have other names than BoxUsage.
      const [, instance = ''] = /(?:^|-)BoxUsage:(.+)$/.exec(discountedUsageType) ?? [];
      if (!instances.has(instance) || discountedOperation !== 'RunInstances' || per !== 'Hrs' || discountedRate.currency !== 'USD') return [];
      return [{ list: 'gpus', host: 'aws', instance, region, term: `savings-plan-${duration}y`, usdPerHour: price(discountedRate.price) }];
    });
  });
}

function parsed<S extends z.ZodType>(schema: S, data: unknown, url: string): z.infer<S> {
  const result = schema.safeParse(data);
  if (!result.success) throw new SourceError(`${url}: ${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`);
  return result.data;
}
