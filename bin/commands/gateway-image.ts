import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { gatewayPlaces } from '../../derived/gateway-service.js';
import { deniedIn } from '../../facts/versions.js';
import { imageContent, imageContext } from '../../gateway/image/context.js';
import { imageLayer } from '../../gateway/image/layer.js';
import { asOfDate } from '../../synthesis/as-of.js';
import type { Tree } from '../../synthesis/import-outputs.js';
import { loadTopology } from '../../topology/load.js';
import { pinnedImage } from '../../topology/schema/primitives.js';
import { shownPath } from '../../topology/siblings.js';
import { type CurrentImage, imagesByJob, type JobProof } from '../images/by-job.js';
import { heldImage, heldPrograms } from '../images/held.js';
import { scannedImage } from '../images/scanned.js';
import { refusal } from '../refusal.js';
import { writeOutputs } from './outputs-file.js';

export interface WriteImageOptions {
  readonly base: string;
  readonly output: string;
}

/** Writes what the image of a gateway's processes is built from. */
export function writeImage({ base, output }: WriteImageOptions): number {
  checkedReference('--base', base);
  if (existsSync(output) && readdirSync(output).length > 0)
    throw refusal(`--output: ${shownPath(output)} is not empty. Allowed: a directory that is, or none.`);
  mkdirSync(output, { recursive: true });
  const digest = imageContext(output, base);
  process.stdout.write(`${shownPath(output)}: programs sha256:${digest}, bill of materials app/sbom.cdx.json\n`);
  return 0;
}

export interface RecordImagesOptions extends JobProof {
  readonly topology: string;
  readonly account: string;
  readonly region: string;
  /** `repository:tag@sha256:digest` in the registry of that account and region. */
  readonly envoy: string;
  readonly processes: string;
  /** Manifests of both images and configuration of the second, as the registry gives them. */
  readonly envoyManifest: string;
  readonly processesManifest: string;
  readonly processesConfig: string;
  /** What the registry's scan of each found. */
  readonly envoyScan: string;
  readonly processesScan: string;
  readonly asOf?: string;
}

/** Records that a registry holds the images of a gateway, which lets its stack be synthesized. Asks for proof: what the registry says that their digests stand for. */
export function recordImages(options: RecordImagesOptions): number {
  const { topology, outputs } = loadTopology(options.topology);
  const { account, region, envoy, processes } = options;
  const places = gatewayPlaces(topology);
  if (!places.some((place) => place.account === account && place.region === region)) {
    const known = [...new Set(places.map((place) => `--account ${place.account} --region ${place.region}`))].join('; ');
    throw refusal(`--account, --region: received ${account}, ${region}, where no gateway is served. Allowed: ${known || 'none; no zone has an endpoint'}.`);
  }
  checkedReference('--envoy', envoy);
  checkedReference('--processes', processes);
  heldImage('envoy', { reference: envoy, manifest: options.envoyManifest });
  heldPrograms({ reference: processes, manifest: options.processesManifest, config: options.processesConfig }, () => currentImage().programs);
  const before = outputs.gateway?.images[account]?.[region];
  const signed = imagesByJob({ topology, region, envoy, processes, known: before?.signed?.key, proof: options, current: currentImage });
  const today = asOfDate(topology, options.asOf);
  for (const [name, reference, scan] of [
    ['envoy', envoy, options.envoyScan],
    ['processes', processes, options.processesScan],
  ] as const) {
    const left = Object.entries(scannedImage(name, reference, scan, today)).map(([severity, count]) => `${count} ${severity}`);
    process.stdout.write(`${name}: scanned; ${left.length === 0 ? 'no findings' : `left: ${left.sort().join(', ')}`}\n`);
  }
  // Recording the same digest again makes an image no younger.
  const first = (name: 'envoy' | 'processes', now: string) =>
    (before !== undefined && digestIn(before[name]) === digestIn(now) && before.recordedOn?.[name]) || today;
  const recordedOn = { envoy: first('envoy', envoy), processes: first('processes', processes) };
  const images = {
    ...outputs.gateway?.images,
    [account]: { ...outputs.gateway?.images[account], [region]: { envoy, processes, recordedOn, ...(signed !== undefined && { signed }) } },
  };
  const changes = Object.entries({ envoy, processes }).flatMap(([name, now]) => {
    const was = before?.[name as 'envoy' | 'processes'];
    return was === now && before?.recordedOn !== undefined && (before.signed !== undefined || signed === undefined)
      ? []
      : [`gateway.images.${account}.${region}.${name}: ${was === undefined ? '' : `${was} -> `}${now}`];
  });
  writeOutputs(options.topology, { ...outputs, gateway: { images } } as Tree, changes);
  return 0;
}

let current: CurrentImage | undefined;

/** What this version puts on a base. Bundled once: sources do not change while this runs. */
function currentImage(): CurrentImage {
  if (current !== undefined) return current;
  const content = imageContent();
  current = { programs: content.programs, layer: imageLayer(content) };
  return current;
}

const digestIn = (reference: string) => reference.split('@')[1];

/** An image by tag and digest, of no version that is denied. */
function checkedReference(option: string, reference: string): void {
  const parsed = pinnedImage.safeParse(reference);
  if (!parsed.success || !/:[^@/]+@/.test(reference))
    throw refusal(`${option}: received "${reference}". Allowed: repository:tag@sha256:digest; the tag says the version.`);
  const denied = deniedIn(reference);
  if (denied !== undefined)
    throw refusal(`${option}: ${reference} is ${denied.package} ${denied.found}: ${denied.reason}. Allowed: a version that is not denied.`);
}
