/** The part of `fetch` that sources use, so that tests can answer instead of the internet. */
export type Fetch = (url: string, init?: { readonly headers?: Readonly<Record<string, string>> }) => Promise<Response>;

/** USD per 10^6 tokens of a model. */
export interface TokenQuote {
  readonly list: 'tokens';
  readonly host: string;
  /** As the source spells it. */
  readonly model: string;
  readonly release: string;
  readonly region?: string;
  readonly input: number;
  readonly output: number;
  /** Day on which the source itself last looked. @default - the day of the reading: a list that is in force is true on that day */
  readonly asOf?: string;
}

/** USD per instance hour. */
export interface NodeQuote {
  readonly list: 'gpus';
  readonly host: 'aws' | 'azure' | 'google';
  readonly instance: string;
  readonly region: string;
  readonly term: string;
  readonly usdPerHour: number;
}

export type Quote = TokenQuote | NodeQuote;

/** What a source is asked about: rows that facts have, and what they know of models and machines. */
export interface Asked {
  /** Machines in regions, by cloud. */
  readonly nodes: readonly { readonly host: 'aws' | 'azure' | 'google'; readonly instance: string; readonly region: string; readonly term: string }[];
  /** Regions in which Bedrock offers a release. */
  readonly bedrockRegions: readonly string[];
  readonly releases: readonly string[];
  /** CPUs, memory and GPUs of machine types on Google, which are priced by part. */
  readonly machines: readonly { readonly machineType: string; readonly vcpus: number; readonly memoryGiB: number; readonly gpus: number }[];
}

/** A public list of prices. */
export interface PriceSource {
  /** Key of `sources` in prices.yaml. */
  readonly id: string;
  readonly what: string;
  readonly where: string;
  /** Environment variable that holds a key which it asks for. */
  readonly key?: string;
  quotes(fetch: Fetch, asked: Asked, key: string): Promise<Quote[]>;
}

/** Something that a source answered and that cannot be used: which address, and what was wrong. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** A JSON answer; throws `SourceError` where there is none. Addresses are told without their query, which may hold a key. */
export async function readJson(fetch: Fetch, url: string): Promise<unknown> {
  const response = await answered(fetch, url);
  try {
    return await response.json();
  } catch {
    throw new SourceError(`${shown(url)}: answered with what is no JSON`);
  }
}

export async function answered(fetch: Fetch, url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new SourceError(`${shown(url)}: cannot be reached: ${error instanceof Error ? error.message : error}`);
  });
  if (!response.ok) throw new SourceError(`${shown(url)}: answered with status ${response.status}`);
  return response;
}

const shown = (url: string) => url.replace(/\?.*$/, '');

/** Decimal text without an exponent; NaN where it is none. */
export function price(text: unknown): number {
  return typeof text === 'string' && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : typeof text === 'number' ? text : Number.NaN;
}

/** To a millionth of a dollar: what is left is the error of a multiplication. */
export const rounded = (usd: number): number => Math.round(usd * 1e6) / 1e6;
