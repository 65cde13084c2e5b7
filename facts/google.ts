/** What Google Cloud offers of Llama, and the locations of Vertex AI Search. Source: google.yaml. */
import type { Precision } from './models.js';
import { type Fact, table } from './read.js';
import { countryOf } from './regions.js';

/** A release on a dedicated Vertex AI endpoint. `regions`: those Google recommends; not the full table. */
export interface VertexOffer extends Fact {
  readonly release: string;
  readonly precision?: Precision;
  readonly publisherModel: string;
  readonly orgPolicyValue: string;
  readonly orgPolicySource: string;
  readonly machineType: string;
  readonly acceleratorType: string;
  readonly acceleratorCount: number;
  readonly regions: readonly string[];
}

/** A release as managed model, priced per token. `date`: retired since (YYYY-MM-DD). */
export interface MaasOffer extends Fact {
  readonly release: string;
  readonly modelId: string;
  readonly requestModel?: string;
  readonly orgPolicyValue?: string;
  readonly orgPolicySource?: string;
  readonly regions: readonly string[];
  readonly regionsSource?: string;
  readonly status: 'offered' | 'retired';
  readonly deprecated?: string;
  readonly date?: string;
}

/** A Vertex AI Search location. `kmsLocation`: where its key must lie. `resident`: data stays in the location. */
export interface SearchLocation extends Fact {
  readonly location: string;
  readonly apiHost: string;
  readonly cmek: boolean;
  readonly kmsLocation?: string;
  readonly kmsConfidence?: string;
  readonly resident: boolean;
}

/** A quota of online serving. */
export interface GoogleQuota extends Fact {
  readonly quotaId?: string;
  readonly metric: string;
  readonly service: string;
  readonly dimension: string;
  readonly acceleratorType: string;
  readonly spot: boolean;
}

/** The first shape of a release that matches; confirmed rows before unconfirmed ones. */
export function vertexOffer(query: {
  readonly release: string;
  readonly region?: string;
  readonly precision?: Precision;
  readonly machineType?: string;
}): VertexOffer | undefined {
  const matching = table<VertexOffer>('google', 'vertexEndpoint').filter(
    (row) =>
      row.release === query.release &&
      (query.region === undefined || row.regions.includes(query.region)) &&
      (query.precision === undefined || row.precision === query.precision) &&
      (query.machineType === undefined || row.machineType === query.machineType),
  );
  return matching.find((row) => row.confidence === undefined) ?? matching[0];
}

/** The managed offer of a release, retired ones included; with a region given, only one that has it. */
export function maasOffer(release: string, region?: string): MaasOffer | undefined {
  return table<MaasOffer>('google', 'vertexMaas').find((row) => row.release === release && (region === undefined || row.regions.includes(region)));
}

/** A Vertex AI Search location: eu, us or global. */
export function searchLocation(location: string): SearchLocation | undefined {
  return table<SearchLocation>('google', 'searchLocations').find((row) => row.location === location);
}

/** The serving quota of an accelerator. */
export function googleQuota(acceleratorType: string, spot = false): GoogleQuota | undefined {
  return table<GoogleQuota>('google', 'quotas').find((row) => row.acceleratorType === acceleratorType && row.spot === spot);
}

/** A kind of Vertex AI endpoint; `domain` is where its host name ends. */
interface EndpointMode extends Fact {
  readonly mode: string;
  readonly domain?: string;
}

/** Domain that the host name of a dedicated endpoint ends with. */
export function predictionDomain(mode: 'dedicated-private' | 'dedicated-public'): string {
  const domain = table<EndpointMode>('google', 'endpointModes').find((row) => row.mode === mode)?.domain;
  if (domain === undefined) throw new Error(`facts/google.yaml: endpointModes has no domain for ${mode}`);
  return domain;
}

/** Value of `gcp.resourceLocations` for a location: a region with its zones, or a multi-region by its own name. */
export function locationValue(location: string): string {
  const form = table<Fact & { readonly kind: string; readonly form: string }>('google', 'locationValues').find(
    ({ kind }) => kind === (countryOf('google', location) === undefined ? 'multi-region' : 'region'),
  )?.form;
  if (form === undefined) throw new Error('facts/google.yaml: locationValues lacks a form');
  return form.replace('<location>', location);
}

/** Host of Model Armor in a region. */
export function modelArmorHost(region: string): string {
  return `modelarmor.${region}.rep.googleapis.com`;
}

/** Whether Model Armor screens prompts in a region. */
export function modelArmorIn(region: string): boolean {
  return table<Fact & { readonly regions: readonly string[] }>('google', 'modelArmor').some(({ regions }) => regions.includes(region));
}
