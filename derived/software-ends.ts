import { imageVersion } from '../facts/engine-features.js';
import { type Observer, observerVersion } from '../facts/observers.js';
import { type ReleaseEnd, releaseEnd, type Software } from '../facts/software.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
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
  const path = pathOf('hosts', id, 'nodeImage');
  return [...images, ...(cloudOf(host) === 'google' ? ofMilestone(path, nodes.release) : ofEcsImage(path, nodes.release))];
}

const byField: Readonly<Record<string, Software>> = { image: 'vllm', 'images.dcgm': 'dcgm-exporter', 'images.metrics': 'otelcol' };

function versionOf(software: Software, image: string): string | undefined {
  return software === 'vllm' ? imageVersion(image) : observerVersion(software as Observer, image);
}

/** `al2023-ami-ecs-gpu-hvm-2023.0.20260226-…` is of 2026-02-26. */
function ofEcsImage(path: string, release: string): SoftwareEnd[] {
  const [, year, month, day] = /-\d{4}\.\d+\.(\d{4})(\d{2})(\d{2})-/.exec(release) ?? [];
  return year === undefined ? [] : [ended(path, 'ecs-gpu-image', `${year}${month}${day}`, `${year}-${month}-${day}`)];
}

/** `cos-125-19216-395-112` is of milestone 125. */
function ofMilestone(path: string, release: string): SoftwareEnd[] {
  const [, milestone] = /^cos-(\d+)-/.exec(release) ?? [];
  return milestone === undefined ? [] : [ended(path, 'cos', milestone)];
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
  const end: ReleaseEnd | undefined = releaseEnd(software, version, released);
  if (end === undefined) return { path, software, version, on: 'unknown', why: 'no row in facts/software.yaml' };
  if (end.by === 'makers') return { path, software, version, on: end.on, why: `its makers fix it until then (${end.source})` };
  return { path, software, version, on: daysAfter(end.released, end.days), why: `${end.days} days after its release of ${end.released} (${end.source})` };
}
