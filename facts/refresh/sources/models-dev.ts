import { z } from 'zod';
import { releaseOf } from '../release-of.js';
import { type PriceSource, type Quote, readJson, SourceError } from '../source.js';

const where = 'https://models.dev/api.json';

const catalog = z.record(
  z.string(),
  z.object({
    models: z.record(
      z.string(),
      z.object({ id: z.string(), name: z.string(), cost: z.object({ input: z.number(), output: z.number() }).optional(), last_updated: z.string().optional() }),
    ),
  }),
);

/** Hosts of facts by the providers of the catalogue. */
const providers: Readonly<Record<string, string>> = {
  'amazon-bedrock': 'bedrock',
  azure: 'azure',
  'google-vertex': 'vertex-maas',
  databricks: 'databricks',
  'cloudflare-workers-ai': 'workers-ai',
  oci: 'oci-generative-ai',
  groq: 'groq',
};

/**
 * Prices of tokens of many providers, kept by a community: USD per 10^6 tokens. A second opinion, not a provider's own word.
 * Source: models.dev, README; fields `cost.input` and `cost.output`.
 */
export const modelsDev: PriceSource = {
  id: 'models-dev',
  what: 'models.dev; agrees with the Bedrock page on the five Llama models it lists; keeps retired Azure rows',
  where,
  async quotes(fetch, { releases }) {
    const parsed = catalog.safeParse(await readJson(fetch, where));
    if (!parsed.success) throw new SourceError(`${where}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
    return Object.entries(providers).flatMap(([provider, host]) =>
      Object.values(parsed.data[provider]?.models ?? {}).flatMap(({ id, name, cost, last_updated: updated }): Quote[] => {
        const release = releaseOf(name, releases);
        if (cost === undefined || release === undefined) return [];
        return [{ list: 'tokens', host, model: id, release, input: cost.input, output: cost.output, ...(updated !== undefined && { asOf: updated }) }];
      }),
    );
  },
};
