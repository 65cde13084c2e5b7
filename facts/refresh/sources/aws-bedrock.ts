import { z } from 'zod';
import { releaseOf } from '../release-of.js';
import { type PriceSource, price, type Quote, readJson, rounded, SourceError } from '../source.js';

const base = 'https://pricing.us-east-1.amazonaws.com';

const offer = z.object({
  products: z.record(z.string(), z.object({ attributes: z.record(z.string(), z.string()) })),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(z.string(), z.object({ unit: z.string(), pricePerUnit: z.record(z.string(), z.string()) })),
        }),
      ),
    ),
  }),
});

/** Units that tokens are priced in, and how many of them 10^6 tokens are. */
const units: Readonly<Record<string, number>> = { '1K tokens': 1_000, '1M tokens': 1 };

/**
 * On-demand tokens on Amazon Bedrock, by region, from the bulk price list. Batch, priority and flex tiers, cached tokens and custom models have inference types
 * of their own.
 * Source: AWS Billing, "Reading the service price list file for an AWS service".
 */
export const awsBedrock: PriceSource = {
  id: 'aws-bulk-bedrock',
  what: 'AWS bulk price list, AmazonBedrock',
  where: `${base}/offers/v1.0/aws/AmazonBedrock/current/<region>/index.json`,
  async quotes(fetch, { bedrockRegions, releases }) {
    const quotes: Quote[] = [];
    for (const region of bedrockRegions) {
      const url = `${base}/offers/v1.0/aws/AmazonBedrock/current/${region}/index.json`;
      const parsed = offer.safeParse(await readJson(fetch, url));
      if (!parsed.success) throw new SourceError(`${url}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
      quotes.push(...regional(parsed.data, region, releases));
    }
    return quotes;
  },
};

function regional({ products, terms }: z.infer<typeof offer>, region: string, releases: readonly string[]): Quote[] {
  const found = new Map<string, { input?: number; output?: number; model: string }>();
  for (const [sku, { attributes }] of Object.entries(products)) {
    const direction = { 'Input tokens': 'input', 'Output tokens': 'output' }[attributes['inferenceType'] ?? ''] as 'input' | 'output' | undefined;
    const release = releaseOf(attributes['model'] ?? '', releases);
    if (direction === undefined || release === undefined || attributes['feature'] !== 'On-demand Inference') continue;
    if (attributes['regionCode'] !== undefined && attributes['regionCode'] !== region) continue;
    for (const { priceDimensions } of Object.values(terms.OnDemand[sku] ?? {})) {
      for (const { unit, pricePerUnit } of Object.values(priceDimensions)) {
        const factor = units[unit];
        if (factor === undefined) continue;
        const row = found.get(release) ?? { model: attributes['model'] ?? '' };
        row[direction] = rounded(price(pricePerUnit['USD']) * factor);
        found.set(release, row);
      }
    }
  }
  return [...found].flatMap(([release, { input, output, model }]): Quote[] =>
    input === undefined || output === undefined ? [] : [{ list: 'tokens', host: 'bedrock', model, release, region, input, output }],
  );
}
