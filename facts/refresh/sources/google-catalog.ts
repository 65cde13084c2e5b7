import { z } from 'zod';
import { type PriceSource, type Quote, readJson, rounded, SourceError } from '../source.js';

/** Compute Engine in the catalog. */
const base = 'https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus';

const page = z.object({
  skus: z.array(
    z.object({
      description: z.string(),
      category: z.object({ usageType: z.string() }),
      serviceRegions: z.array(z.string()),
      pricingInfo: z.array(
        z.object({
          pricingExpression: z.object({
            usageUnit: z.string(),
            tieredRates: z.array(
              z.object({ startUsageAmount: z.number(), unitPrice: z.object({ currencyCode: z.string(), units: z.string(), nanos: z.number() }) }),
            ),
          }),
        }),
      ),
    }),
  ),
  nextPageToken: z.string().optional(),
});

const mostPages = 40;
const usageTypes = { 'on-demand': 'OnDemand', 'cud-1y': 'Commit1Yr', 'cud-3y': 'Commit3Yr' } as const;
type Term = keyof typeof usageTypes;

/** Parts of a machine of the family A3, by how the catalog describes them on demand and committed. */
const parts = {
  core: { pattern: /\bA3\b.*\b(core|cpu)\b/i, unit: 'h' },
  ram: { pattern: /\bA3\b.*\bram\b/i, unit: 'GiBy.h' },
  gpu: { pattern: /\bH100 80GB\b(?!.*(mega|plus))/i, unit: 'h' },
} as const;
type Part = keyof typeof parts;

/**
 * A3 machines on demand and committed: the sum of their CPUs, memory and GPUs, which the catalog prices apart.
 * Source: Cloud Billing, "Get publicly available Google Cloud pricing information".
 */
export const googleCatalog: PriceSource = {
  id: 'google-catalog',
  what: 'Google Cloud Billing Catalog API, Compute Engine: sum of CPUs, memory and GPUs of a machine',
  where: base,
  key: 'GOOGLE_CATALOG_API_KEY',
  async quotes(fetch, { nodes, machines }, key) {
    const asked = nodes.filter(({ host, instance, term }) => host === 'google' && instance.startsWith('a3-highgpu-') && term in usageTypes);
    const rates = new Map<string, number>();
    let token = '';
    for (let pages = 0; pages < mostPages; pages++) {
      const parsed = page.safeParse(
        await readJson(fetch, `${base}?key=${encodeURIComponent(key)}&pageSize=5000${token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`}`),
      );
      if (!parsed.success) throw new SourceError(`${base}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
      for (const sku of parsed.data.skus) add(rates, sku);
      token = parsed.data.nextPageToken ?? '';
      if (token === '') break;
    }
    return asked.flatMap(({ instance, region, term }): Quote[] => {
      const machine = machines.find(({ machineType }) => machineType === instance);
      const found = (part: Part) => rates.get(`${part} ${term} ${region}`);
      const [core, ram, gpu] = [found('core'), found('ram'), found('gpu')];
      if (machine === undefined || core === undefined || ram === undefined || gpu === undefined) return [];
      const usdPerHour = rounded(core * machine.vcpus + ram * machine.memoryGiB + gpu * machine.gpus);
      return [{ list: 'gpus', host: 'google', instance, region, term, usdPerHour }];
    });
  },
};

function add(rates: Map<string, number>, { description, category, serviceRegions, pricingInfo }: z.infer<typeof page>['skus'][number]): void {
  const term = (Object.keys(usageTypes) as Term[]).find((one) => usageTypes[one] === category.usageType);
  const [part] = (Object.keys(parts) as Part[]).filter((one) => parts[one].pattern.test(description));
  const [info] = pricingInfo;
  // Spot, reservations and sole tenants have the same words and another meaning.
  if (term === undefined || part === undefined || info === undefined || /spot|preemptible|reserved|sole tenan|dws|calendar/i.test(description)) return;
  const { usageUnit, tieredRates } = info.pricingExpression;
  const rate = tieredRates.find(({ startUsageAmount }) => startUsageAmount === 0);
  if (usageUnit !== parts[part].unit || rate?.unitPrice.currencyCode !== 'USD') return;
  const usd = Number(rate.unitPrice.units) + rate.unitPrice.nanos / 1e9;
  for (const region of serviceRegions) rates.set(`${part} ${term} ${region}`, usd);
}
