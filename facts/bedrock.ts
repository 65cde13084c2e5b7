/** What Amazon Bedrock offers of Llama, where it is processed, what it has retired. Source: bedrock.yaml. */
import { type Row, table } from './read.js';

/** in-region: processed where called. geographic: through a profile, processed in any destination. */
export type BedrockMode = Row<'bedrock', 'offers'>['mode'];

/** One release, callable from one region in one mode. */
export type BedrockOffer = Row<'bedrock', 'offers'>;

/** A release Bedrock no longer serves since `date` (YYYY-MM-DD). */
export type BedrockRetirement = Row<'bedrock', 'retired'>;

/** A region with Custom Model Import. Sizes in 10^9 bytes. */
export type ImportRegion = Row<'bedrock', 'importRegions'>;

const offers = () => table('bedrock', 'offers');

/** Offers of a release, in all regions and modes. */
export function bedrockOffers(release: string): readonly BedrockOffer[] {
  return offers().filter((row) => row.release === release);
}

/** Releases that Bedrock offers in a region, in any mode. */
export function bedrockReleasesIn(region: string): string[] {
  return [...new Set(offers().flatMap((row) => (row.region === region ? [row.release] : [])))];
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
  return table('bedrock', 'retired').find((row) => row.release === release);
}

/** AWS regions that may process a request sent through a profile from a region. */
export function profileDestinations(profileId: string, region: string): readonly string[] | undefined {
  return offers().find((row) => row.profileId === profileId && row.region === region)?.destinations;
}

/** Regions with Custom Model Import. */
export function importRegions(): readonly ImportRegion[] {
  return table('bedrock', 'importRegions');
}

/** Families of releases whose architecture Custom Model Import takes. */
export function importFamilies(): string[] {
  return table('bedrock', 'importFamilies').map(({ family }) => family);
}

/** Whether AWS::Bedrock::ApplicationInferenceProfile is known not to exist in a region. */
export function lacksInferenceProfileType(region: string): boolean {
  return table('bedrock', 'noInferenceProfileType').some((row) => row.region === region);
}

/** A service quota on tokens per minute of one account in one region. */
export type TokenQuota = Row<'bedrock', 'quotas'>;

/** The tokens-per-minute quota of a release in a mode, where its id is known. */
export function tokenQuota(query: { readonly release: string; readonly mode: BedrockMode; readonly partition: string }): TokenQuota | undefined {
  return table('bedrock', 'quotas').find((row) => row.release === query.release && row.mode === query.mode && row.partition === query.partition);
}

/** Quota tokens that one output token of a Llama uses up. */
export function outputBurndown(): number {
  const [row] = table('bedrock', 'burndown');
  if (row === undefined) throw new Error('facts/bedrock.yaml has no burndown');
  return row.perOutputToken;
}

/** Longest notice, in days, that Bedrock promises before it ends a model; lifecycle.yaml holds the policies. */
export function bedrockNoticeDays(): number {
  const policies = table('lifecycle', 'policies');
  return Math.max(...policies.filter(({ hosts }) => hosts.includes('bedrock')).map(({ noticeDays }) => noticeDays));
}
