/** What Google Cloud offers of Llama, and the locations of Vertex AI Search. Source: google.yaml. */
import type { Gpu } from './ec2.js';
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

/** Precisions that Model Garden deploys a release in. */
export function vertexPrecisions(release: string): Precision[] {
  return table<VertexOffer>('google', 'vertexEndpoint').flatMap((row) => (row.release === release && row.precision !== undefined ? [row.precision] : []));
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

/** A Compute Engine machine type with GPUs. `gpuMemoryGB` is per GPU; `localSsds` come with the machine; `zones`: where it exists, not free capacity. */
export interface MachineType extends Fact {
  readonly machineType: string;
  /** Name of the accelerator type that is attached. */
  readonly accelerator: string;
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly gpuMemoryGB: number;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly localSsds: number;
  readonly zones: readonly string[];
}

/** All known machine types with GPUs. */
export function machineTypes(): readonly MachineType[] {
  return table<MachineType>('google', 'gce');
}

/** The hardware of a machine type. */
export function machineType(id: string): MachineType | undefined {
  return machineTypes().find((row) => row.machineType === id);
}

/** The region of a zone: europe-west4 of europe-west4-b. */
export function regionOfZone(zone: string): string {
  return zone.replace(/-[a-z]$/, '');
}

/** A family of node images, the project that publishes it and what the name of one release looks like. */
interface NodeImage extends Fact {
  readonly image: string;
  readonly project: string;
  readonly releasePattern: string;
}

/** Full name of one release of a node image; undefined when the name is no release of a known image. */
export function nodeImageName(release: string): string | undefined {
  const family = table<NodeImage>('google', 'nodeImages').find((row) => new RegExp(row.releasePattern).test(release));
  return family === undefined ? undefined : `projects/${family.project}/global/images/${release}`;
}

/** Ranges from which health checks probe. */
export function healthCheckRanges(): readonly string[] {
  return table<Fact & { readonly use: string; readonly ranges: readonly string[] }>('google', 'ranges').flatMap(({ use, ranges }) =>
    use === 'health-checks' ? ranges : [],
  );
}

/** A quota of Compute Engine, counted in GPUs of a family. */
interface ComputeQuota extends Fact {
  readonly quotaId: string;
  readonly metric: string;
  readonly service: string;
  readonly gpu: Gpu;
  readonly family: string;
}

/** The quota that GPUs of a kind use up, reserved or running. */
export function computeQuota(gpu: Gpu): ComputeQuota | undefined {
  return table<ComputeQuota>('google', 'computeQuotas').find((row) => row.gpu === gpu);
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
