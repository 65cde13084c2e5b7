import { tokenPrice } from '../../facts/prices.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { bestDiscount } from './discount.js';
import { blended } from './hosted.js';

/** What all tokens would cost without a host of your own, at list price and with the discount that Bedrock gets anyway. */
export interface Baseline {
  readonly usdPerYear: number | 'unknown';
  readonly discountedUsdPerYear: number | 'unknown';
  readonly discount: number;
  readonly rows: readonly BaselineRow[];
  /** What it rests on. */
  readonly assumptions: readonly string[];
}

export interface BaselineRow {
  readonly workload: string;
  readonly tokensPerYear: number;
  /** Of 10^6 tokens of its mix. */
  readonly usdPerMillion: number | 'unknown';
  readonly usdPerYear: number | 'unknown';
  readonly source: string;
  readonly asOf: string;
}

/** A price that finance declares, else the list price on Bedrock of the release that each workload is served first. Guardrails are not in it. */
export function baseline(topology: Topology, asOf: string): Baseline {
  const rows = sortedEntries(topology.workloads).map(([workload, { load, route }]): BaselineRow => {
    const price = priceOf(topology, route[0] ?? '');
    const usdPerMillion = price === undefined ? 'unknown' : blended(load, price);
    return {
      workload,
      tokensPerYear: load.tokensPerYear,
      usdPerMillion,
      usdPerYear: usdPerMillion === 'unknown' ? 'unknown' : (load.tokensPerYear / 1e6) * usdPerMillion,
      source: price?.source ?? 'facts/prices.yaml: no price on Bedrock',
      asOf: price?.asOf ?? 'never',
    };
  });
  const usdPerYear = rows.reduce<number | 'unknown'>((sum, row) => (sum === 'unknown' || row.usdPerYear === 'unknown' ? 'unknown' : sum + row.usdPerYear), 0);
  const best = bestDiscount(topology, 'bedrock', asOf);
  const discount = best?.fraction ?? 0;
  return {
    usdPerYear,
    discountedUsdPerYear: usdPerYear === 'unknown' ? 'unknown' : usdPerYear * (1 - discount),
    discount,
    rows,
    assumptions: [
      topology.finance.baseline === undefined
        ? 'the baseline is the list price on Amazon Bedrock of the release that each workload is served first, whether its zone has it or not'
        : `the baseline is declared: ${topology.finance.baseline.evidence}`,
      guardedBaseline(topology),
      best === undefined
        ? 'no contract gives a discount on Bedrock, so both baselines are one'
        : `like for like: the baseline gets the discount of ${best.contract} too`,
    ],
  };
}

function priceOf(
  topology: Topology,
  first: string,
): { readonly input: number; readonly output: number; readonly source: string; readonly asOf: string } | undefined {
  const declared = topology.finance.baseline;
  if (declared !== undefined) {
    const { inputUsdPerMillion, outputUsdPerMillion, guardrailUsdPerMillion: guarded } = declared;
    return { input: inputUsdPerMillion + guarded, output: outputUsdPerMillion + guarded, source: declared.evidence, asOf: 'declared' };
  }
  const host = topology.hosts[first];
  return host && tokenPrice('bedrock', entity(topology.models, host.model).release, 'region' in host ? host.region : '');
}

function guardedBaseline({ finance }: Topology): string {
  const added = finance.baseline?.guardrailUsdPerMillion ?? 0;
  if (added > 0) return `the baseline pays ${added} USD for 10^6 tokens to a guardrail, as hosted hosts here do`;
  return 'guardrails are not in the baseline; where hosts have them, they are in what the hybrid costs';
}
