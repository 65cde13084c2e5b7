import { imageVersion } from '../facts/engine-features.js';
import { type Observer, observerVersion } from '../facts/observers.js';
import { type ReleaseEnd, releaseEnds, type Software } from '../facts/software.js';
import type { Host } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
import { daysAfter } from '../topology/day.js';
import type { Outputs } from '../topology/outputs.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { gatewayImages, gatewayPlaces } from './gateway-service.js';

/** A release that nodes or a gateway run, and its last day. */
export interface SoftwareEnd {
  /** Topology path of what names it. */
  readonly path: string;
  readonly software: Software;
  readonly version: string;
  /** Last day, YYYY-MM-DD; `unknown` where no fact says it. */
  readonly on: string | 'unknown';
  /** Who says so, in a few words. */
  readonly why: string;
}

/** Engines, monitors and machine images of fleets, and Envoy of gateways, with their last days. Tags without a version are refused by other rules, and left out. */
export function softwareEnds(topology: Topology, outputs: Outputs): SoftwareEnd[] {
  return [...sortedEntries(topology.hosts).flatMap(([id, host]) => ofHost(id, host)), ...ofGateways(topology, outputs)];
}

function ofHost(id: string, host: Host): SoftwareEnd[] {
  const images = traitsOf(host)
    .images(host)
    .flatMap(([field, image]) => {
      const software = byField[field];
      const version = software === undefined ? undefined : versionOf(software, image);
      return software === undefined || version === undefined ? [] : [ended(pathOf('hosts', id, field), software, version)];
    });
  const nodes = traitsOf(host).nodes(host);
  if (nodes === 'none') return images;
  return [...images, ...ofNodeImage(pathOf('hosts', id, 'nodeImage'), nodes.release)];
}

const byField: Readonly<Record<string, Software>> = { image: 'vllm', 'images.dcgm': 'dcgm-exporter', 'images.metrics': 'otelcol' };

function versionOf(software: Software, image: string): string | undefined {
  return software === 'vllm' ? imageVersion(image) : observerVersion(software as Observer, image);
}

/** Names of images by what they are. Those that no row knows are refused by supply-chain/ami-pinned. */
const nodeImages: readonly { readonly software: Software; readonly pattern: RegExp }[] = [
  // `cos-125-19216-395-112` is of milestone 125.
  { software: 'cos', pattern: /^cos-(?<version>\d+)-/ },
  // `al2023-ami-ecs-gpu-hvm-2023.0.20260226-…` is of 2026-02-26.
  { software: 'ecs-gpu-image', pattern: /^al2023-ami-ecs-gpu-hvm-\d+\.\d+\.(?<version>(?<day>\d{8}))-/ },
  // `22.04.2026082801` is the first of 2026-08-28.
  { software: 'ubuntu-hpc', pattern: /^(?<version>\d{2}\.\d{2}\.(?<day>\d{8})\d{2})$/ },
];

function ofNodeImage(path: string, release: string): SoftwareEnd[] {
  return nodeImages.flatMap(({ software, pattern }) => {
    const { version, day } = pattern.exec(release)?.groups ?? {};
    return version === undefined ? [] : [ended(path, software, version, day?.replace(/^(\d{4})(\d{2})/, '$1-$2-'))];
  });
}

/** Each gateway that is served, or would be in an example. */
function ofGateways(topology: Topology, outputs: Outputs): SoftwareEnd[] {
  return gatewayPlaces(topology).flatMap((place) => {
    // Tags of Envoy name a variant first: `distroless-v1.40.0`.
    const [, version] = /:(?:[a-z-]+-)?v?(\d+\.\d+\.\d+)/.exec(gatewayImages(topology, outputs, place)?.envoy ?? '') ?? [];
    return version === undefined ? [] : [ended(pathOf('gateway', 'zones', place.zone), 'envoy', version)];
  });
}

function ended(path: string, software: Software, version: string, released?: string): SoftwareEnd {
  const [first] = releaseEnds(software, version, released)
    .map((end) => ({ on: end.by === 'makers' ? end.on : daysAfter(end.released, end.days), why: reason(end) }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  return { path, software, version, ...(first ?? { on: 'unknown', why: 'no row in facts/software.yaml' }) };
}

function reason(end: ReleaseEnd): string {
  return end.by === 'makers' ? `its makers fix it until then (${end.source})` : `${end.days} days after its release of ${end.released} (${end.source})`;
}
