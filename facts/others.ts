/** What Databricks, watsonx.ai, Workers AI and OCI Generative AI offer of Llama. Source: others.yaml. */
import { type Row, table } from './read.js';

export type OtherHost = OtherOffer['host'];

/** One release on one host. `geography`: where it is processed, in words; `countries` only where codes can say it. */
export type OtherOffer = Row<'others', 'offers'>;

/** Day whose behaviour of the Workers runtime the program in front of Workers AI is deployed with. */
export function workersCompatibilityDate(): string {
  const row = table('others', 'runtimes').find(({ host }) => host === 'workers-ai');
  if (row === undefined) throw new Error("facts/others.yaml has no runtime of 'workers-ai'");
  return row.compatibilityDate;
}

/** Offers of a release on a host; with a mode given, only those. */
export function otherOffers(host: OtherHost, release: string, mode?: OtherOffer['mode']): readonly OtherOffer[] {
  return table('others', 'offers').filter((row) => row.host === host && row.release === release && (mode === undefined || row.mode === mode));
}
