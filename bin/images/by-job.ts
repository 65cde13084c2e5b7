import { createPublicKey, type KeyObject } from 'node:crypto';
import { imageRegistry } from '../../derived/image-registry.js';
import { isSigned, payloadOf } from '../../evidence/gateway/signed-image.js';
import { assembledImage, type ImageParts } from '../../runtime/gateway/image/assembled.js';
import { digestOf } from '../../runtime/gateway/image/oci.js';
import { signatureIn } from '../../runtime/gateway/image/signed.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { bytesOf, refusal } from '../refusal.js';

/** What the job of `gateway.images` leaves behind, as files; all of them with that job, none without. */
export interface JobProof {
  /** Manifests of the signatures of both images, as the registry gives them. */
  readonly envoySignature?: string;
  readonly processesSignature?: string;
  /** Public half of the job's key, DER or PEM. */
  readonly publicKey?: string;
  /** Manifest and configuration of the base, as its registry gives them. */
  readonly baseManifest?: string;
  readonly baseConfig?: string;
}

/** The layer of this version, and the digest of the programs in it. */
export type CurrentImage = Pick<ImageParts, 'layer' | 'programs'>;

type Signed = NonNullable<NonNullable<Outputs['gateway']>['images'][string][string]['signed']>;

const options = {
  envoySignature: '--envoy-signature',
  processesSignature: '--processes-signature',
  publicKey: '--public-key',
  baseManifest: '--base-manifest',
  baseConfig: '--base-config',
} as const;

export interface RecordedByJob {
  readonly topology: Topology;
  readonly region: string;
  readonly envoy: string;
  readonly processes: string;
  /** Key by which signatures of the region were recorded before. */
  readonly known: string | undefined;
  readonly proof: JobProof;
  /** What this version puts on a base. */
  readonly current: () => CurrentImage;
}

/**
 * Refuses images that are not those which the job of the region makes of the topology and of the programs of this version: another registry or source, a
 * signature of another key, an image whose digest is not that of the base and the layer. Returns what to record; undefined where the region has no job.
 */
export function imagesByJob({ topology, region, envoy, processes, known, proof, current }: RecordedByJob): Signed | undefined {
  const registry = imageRegistry(topology, region);
  const { images } = topology.gateway;
  const given = Object.entries(options).filter(([field]) => proof[field as keyof JobProof] !== undefined);
  if (registry === undefined || images === undefined) {
    const [[, option] = []] = given;
    if (option !== undefined) throw refusal(`${option}: received, and gateway.images has no job in ${region}. Allowed: with that job.`);
    return undefined;
  }
  const path = (field: keyof JobProof): string => {
    const file = proof[field];
    if (file === undefined) throw refusal(`${options[field]}: not received. Needed where gateway.images has a job: ${Object.values(options).join(', ')}.`);
    return file;
  };
  for (const [name, reference] of [
    ['envoy', envoy],
    ['processes', processes],
  ] as const) {
    const start = `${registry.host}/${registry.repositories[name]}:`;
    if (!reference.startsWith(start)) throw refusal(`--${name}: received "${reference}". Allowed: ${start}…, which the job of ${region} fills.`);
  }
  if (digestIn(envoy) !== digestIn(images.envoy))
    throw refusal(`--envoy: received ${envoy}. Allowed: ${digestIn(images.envoy)}, which gateway.images.envoy says.`);
  madeOf(images.base, processes, path('baseManifest'), path('baseConfig'), current);
  const key = pinnedKey(path('publicKey'), known);
  return {
    key,
    envoy: signatureOf('envoySignature', path('envoySignature'), envoy, key),
    processes: signatureOf('processesSignature', path('processesSignature'), processes, key),
  };
}

const digestIn = (reference: string) => reference.split('@')[1];

/** The image is made again from the base that the topology says and the programs of this version: its digest is known without the job. */
function madeOf(base: string, processes: string, manifest: string, config: string, current: () => CurrentImage): void {
  const content = { manifest: bytesOf(options.baseManifest, manifest), config: bytesOf(options.baseConfig, config) };
  if (digestOf(content.manifest) !== digestIn(base))
    throw refusal(`${options.baseManifest}: ${manifest} is ${digestOf(content.manifest)}; gateway.images.base names ${digestIn(base)}.`);
  const made = assembled(() => digestOf(assembledImage({ base: content, ...current() }).manifest));
  if (made !== digestIn(processes))
    throw refusal(
      `--processes: received ${processes}. Allowed: ${made}, which gateway.images.base and the programs of this version make. Deploy the job's stack and run it.`,
    );
}

function assembled(make: () => string): string {
  try {
    return make();
  } catch (error) {
    throw refusal(`${options.baseManifest}, ${options.baseConfig}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The key, DER in Base64. Another one than before is refused: an image that somebody else signed would otherwise bring its own key along. */
function pinnedKey(path: string, known: string | undefined): string {
  const content = bytesOf(options.publicKey, path);
  const key = publicKey(path, content).export({ type: 'spki', format: 'der' }).toString('base64');
  if (known !== undefined && known !== key)
    throw refusal(
      `${options.publicKey}: ${path} is another key than the one recorded. If the key was replaced, remove "signed" of the region from the outputs first; else treat it as an incident.`,
    );
  return key;
}

function publicKey(path: string, content: Buffer): KeyObject {
  try {
    const key = content.includes('-----BEGIN') ? createPublicKey(content) : createPublicKey({ key: content, format: 'der', type: 'spki' });
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // Said below.
  }
  throw refusal(`${options.publicKey}: ${path} is no public key of ECDSA on P-256. Allowed: as "aws kms get-public-key" prints it.`);
}

function signatureOf(field: 'envoySignature' | 'processesSignature', path: string, reference: string, key: string): string {
  const found = signature(options[field], path);
  if (found.payload !== digestOf(payloadOf(reference))) throw refusal(`${options[field]}: ${path} signs something else than ${reference}.`);
  if (!isSigned({ reference, signature: found.signature, key }))
    throw refusal(`${options[field]}: ${path} is no signature of ${reference} by that key. Treat it as an incident unless the key was replaced.`);
  return found.signature;
}

function signature(option: string, path: string): NonNullable<ReturnType<typeof signatureIn>> {
  try {
    const found = signatureIn(bytesOf(option, path).toString('utf8'));
    if (found !== undefined) return found;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refusal(`${option}: ${path} is no manifest of a signature. Allowed: what the registry has under the tag sha256-<digest>.sig.`);
}
