/** What Databricks, watsonx.ai and Workers AI offer of Llama. Source: others.yaml. */
import { type Fact, table } from './read.js';

export type OtherHost = 'databricks' | 'watsonx' | 'workers-ai';

/** One release on one host. `geography`: where it is processed, in words; `countries` only where codes can say it. */
export interface OtherOffer extends Fact {
  readonly host: OtherHost;
  readonly release: string;
  readonly modelId: string;
  readonly entityVersion?: string;
  readonly mode: 'provisioned' | 'pay-per-token';
  readonly geography: string;
  readonly countries?: readonly string[];
  /** unknown: no source says whether it is still offered. */
  readonly status: 'offered' | 'preview' | 'retired' | 'unknown';
  /** Retired since: YYYY-MM-DD or YYYY-MM. */
  readonly date?: string;
}

/** Offers of a release on a host; with a mode given, only those. */
export function otherOffers(host: OtherHost, release: string, mode?: OtherOffer['mode']): readonly OtherOffer[] {
  return table<OtherOffer>('others', 'offers').filter((row) => row.host === host && row.release === release && (mode === undefined || row.mode === mode));
}
