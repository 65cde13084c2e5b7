/** What Google Cloud offers of Llama, and the locations of Vertex AI Search. Source: google.yaml. */
import type { Gpu } from './ec2.js';
import type { Precision } from './models.js';
import { type Row, table } from './read.js';
import { countryOf } from './regions.js';

/** A release on a dedicated Vertex AI endpoint. `regions`: those Google recommends; not the full table. */
export type VertexOffer = Row<'google', 'vertexEndpoint'>;

/** A release as managed model, priced per token. `date`: retired since (YYYY-MM-DD). */
export type MaasOffer = Row<'google', 'vertexMaas'>;

/** A Vertex AI Search location. `kmsLocation`: where its key must lie. `resident`: data stays in the location. */
export type SearchLocation = Row<'google', 'searchLocations'>;

/** A quota of online serving. */
export type GoogleQuota = Row<'google', 'quotas'>;

/** The first shape of a release that matches; confirmed rows before unconfirmed ones. */
export function vertexOffer(query: {
  readonly release: string;
  readonly region?: string;
  readonly precision?: Precision;
  readonly machineType?: string;
}): VertexOffer | undefined {
  const matching = table('google', 'vertexEndpoint').filter(
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
  return table('google', 'vertexEndpoint').flatMap((row) => (row.release === release && row.precision !== undefined ? [row.precision] : []));
}

/** The managed offer of a release, retired ones included; with a region given, only one that has it. */
export function maasOffer(release: string, region?: string): MaasOffer | undefined {
  return table('google', 'vertexMaas').find((row) => row.release === release && (region === undefined || row.regions.includes(region)));
}

/** A Vertex AI Search location: eu, us or global. */
export function searchLocation(location: string): SearchLocation | undefined {
  return table('google', 'searchLocations').find((row) => row.location === location);
}

/** The serving quota of an accelerator. */
export function googleQuota(acceleratorType: string, spot = false): GoogleQuota | undefined {
  return table('google', 'quotas').find((row) => row.acceleratorType === acceleratorType && row.spot === spot);
}

/** Domain that the host name of a dedicated endpoint ends with. */
export function predictionDomain(mode: 'dedicated-private' | 'dedicated-public'): string {
  const domain = table('google', 'endpointModes').find((row) => row.mode === mode)?.domain;
  if (domain === undefined) throw new Error(`facts/google.yaml: endpointModes has no domain for ${mode}`);
  return domain;
}

/** A Compute Engine machine type with GPUs. `gpuMemoryGB` is per GPU; `localSsds` come with the machine; `zones`: where it exists, not free capacity. */
export type MachineType = Row<'google', 'gce'>;

/** All known machine types with GPUs. */
export function machineTypes(): readonly MachineType[] {
  return table('google', 'gce');
}

/** The hardware of a machine type. */
export function machineType(id: string): MachineType | undefined {
  return machineTypes().find((row) => row.machineType === id);
}

/** The region of a zone: europe-west4 of europe-west4-b. */
export function regionOfZone(zone: string): string {
  return zone.replace(/-[a-z]$/, '');
}

/** Full name of one release of a node image; undefined when the name is no release of a known image. */
export function nodeImageName(release: string): string | undefined {
  const family = table('google', 'nodeImages').find((row) => new RegExp(row.releasePattern).test(release));
  return family === undefined ? undefined : `projects/${family.project}/global/images/${release}`;
}

/** Ranges from which health checks probe. */
export function healthCheckRanges(): readonly string[] {
  return table('google', 'ranges').flatMap(({ use, ranges }) => (use === 'health-checks' ? ranges : []));
}

/** A quota of Compute Engine, counted in GPUs of a family. */
type ComputeQuota = Row<'google', 'computeQuotas'>;

/** The quota that GPUs of a kind use up, reserved or running. */
export function computeQuota(gpu: Gpu): ComputeQuota | undefined {
  return table('google', 'computeQuotas').find((row) => row.gpu === gpu);
}

/** Value of `gcp.resourceLocations` for a location: a region with its zones, or a multi-region by its own name. */
export function locationValue(location: string): string {
  const form = table('google', 'locationValues').find(({ kind }) => kind === (countryOf('google', location) === undefined ? 'multi-region' : 'region'))?.form;
  if (form === undefined) throw new Error('facts/google.yaml: locationValues lacks a form');
  return form.replace('<location>', location);
}

/** Host of Model Armor in a region. */
export function modelArmorHost(region: string): string {
  return `modelarmor.${region}.rep.googleapis.com`;
}

/** Whether Model Armor screens prompts in a region. */
export function modelArmorIn(region: string): boolean {
  return table('google', 'modelArmor').some(({ regions }) => regions.includes(region));
}
