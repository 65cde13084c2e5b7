/** What Amazon Bedrock offers of Llama, where it is processed, what it has retired. Source: bedrock.yaml. */
import type { Precision } from './models.js';
import { type Fact, table } from './read.js';

/** in-region: processed where called. geographic: through a profile, processed in any destination. */
export type BedrockMode = 'in-region' | 'geographic';

/** One release, callable from one region in one mode. */
export interface BedrockOffer extends Fact {
  readonly release: string;
  readonly modelId: string;
  /** The region the call is made in. */
  readonly region: string;
  readonly mode: BedrockMode;
  readonly profileId?: string;
  readonly geography?: string;
  /** AWS regions that may process a request. */
  readonly destinations: readonly string[];
  readonly status: 'active' | 'eol';
  /** The host promised not to retire it before this date (YYYY-MM-DD). */
  readonly eolNoSoonerThan?: string;
  readonly eolSource?: string;
  readonly confirmedBy?: string;
  readonly confirmedAsOf?: string;
}

/** A release Bedrock no longer serves since `date` (YYYY-MM-DD). */
export interface BedrockRetirement extends Fact {
  readonly release: string;
  readonly modelId: string;
  readonly status: 'eol';
  readonly date: string;
  readonly corroboratedBy?: string;
}

/** A region with Custom Model Import. Sizes in 10^9 bytes. */
export interface ImportRegion extends Fact {
  readonly region: string;
  readonly architectures: readonly string[];
  /** Of those that models.yaml knows. */
  readonly precisions: readonly Precision[];
  readonly maxTextModelGB: number;
  readonly maxMultimodalModelGB: number;
}

const offers = () => table<BedrockOffer>('bedrock', 'offers');

/** Offers of a release, in all regions and modes. */
export function bedrockOffers(release: string): readonly BedrockOffer[] {
  return offers().filter((row) => row.release === release);
}

/** The offer of a release in a region; in the given mode or profile, else in-region before geographic. */
export function bedrockOffer(query: {
  readonly release: string;
  readonly region: string;
  readonly mode?: BedrockMode;
  readonly profileId?: string;
}): BedrockOffer | undefined {
  const matching = bedrockOffers(query.release).filter(
    (row) =>
      row.region === query.region &&
      (query.mode === undefined || row.mode === query.mode) &&
      (query.profileId === undefined || row.profileId === query.profileId),
  );
  return matching.find((row) => row.mode === 'in-region') ?? matching[0];
}

/** The Bedrock model id of a release, retired ones included. */
export function bedrockModelId(release: string): string | undefined {
  return bedrockOffers(release)[0]?.modelId ?? bedrockRetired(release)?.modelId;
}

/** The retirement of a release: the strictest reading where sources disagree. */
export function bedrockRetired(release: string): BedrockRetirement | undefined {
  return table<BedrockRetirement>('bedrock', 'retired').find((row) => row.release === release);
}

/** AWS regions that may process a request sent through a profile from a region. */
export function profileDestinations(profileId: string, region: string): readonly string[] | undefined {
  return offers().find((row) => row.profileId === profileId && row.region === region)?.destinations;
}

/** Regions with Custom Model Import. */
export function importRegions(): readonly ImportRegion[] {
  return table<ImportRegion>('bedrock', 'importRegions');
}

/** Families of releases whose architecture Custom Model Import takes. */
export function importFamilies(): string[] {
  return table<Fact & { readonly family: string }>('bedrock', 'importFamilies').map(({ family }) => family);
}

/** Whether AWS::Bedrock::ApplicationInferenceProfile is known not to exist in a region. */
export function lacksInferenceProfileType(region: string): boolean {
  return table<Fact & { readonly region: string }>('bedrock', 'noInferenceProfileType').some((row) => row.region === region);
}

/** A service quota on tokens per minute of one account in one region. */
export interface TokenQuota extends Fact {
  readonly release: string;
  readonly mode: BedrockMode;
  readonly partition: string;
  readonly quotaCode: string;
  readonly name: string;
}

/** The tokens-per-minute quota of a release in a mode, where its id is known. */
export function tokenQuota(query: { readonly release: string; readonly mode: BedrockMode; readonly partition: string }): TokenQuota | undefined {
  return table<TokenQuota>('bedrock', 'quotas').find((row) => row.release === query.release && row.mode === query.mode && row.partition === query.partition);
}

/** Quota tokens that one output token of a Llama uses up. */
export function outputBurndown(): number {
  const [row] = table<Fact & { readonly family: string; readonly perOutputToken: number }>('bedrock', 'burndown');
  if (row === undefined) throw new Error('facts/bedrock.yaml has no burndown');
  return row.perOutputToken;
}

/** Longest notice, in days, that Bedrock promises before it ends a model; lifecycle.yaml holds the policies. */
export function bedrockNoticeDays(): number {
  const policies = table<Fact & { readonly host: string; readonly noticeDays: number }>('lifecycle', 'policies');
  return Math.max(...policies.filter(({ host }) => host === 'bedrock').map(({ noticeDays }) => noticeDays));
}
