import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type WeightsPlace, weightsPlaces } from '../../derived/supply.js';
import type { Tree } from '../../synthesis/import-outputs.js';
import { loadTopology } from '../../topology/load.js';
import { didYouMean } from '../../topology/suggest.js';
import { bytesOf, refusal } from '../refusal.js';
import { writeOutputs } from './outputs-file.js';

export interface RecordOptions {
  readonly topology: string;
  readonly model: string;
  readonly account: string;
  readonly region: string;
  /** `MANIFEST.sha256`, read from the bucket. */
  readonly manifest: string;
  /** `MANIFEST.sha256.sig`, read from the bucket: ECDSA over SHA-256, DER. */
  readonly signature: string;
  /** Public half of the signing key of that place, DER or PEM. */
  readonly publicKey: string;
}

/**
 * Records that a bucket holds the approved weights of a model, which lets the stacks that serve them be synthesized. Asks
 * for proof: the ingest job signs the manifest last, after every file was compared and stored.
 */
export function record(options: RecordOptions): number {
  const { topology, outputs } = loadTopology(options.topology);
  const place = placeOf([...weightsPlaces(topology, 'aws'), ...weightsPlaces(topology, 'google'), ...weightsPlaces(topology, 'azure')], options);
  if (!place.models.includes(options.model)) {
    throw refusal(
      `--model: received "${options.model}". Allowed in ${place.account}, ${place.region}: ${place.models.join(', ')}.${didYouMean(options.model, place.models)}`,
    );
  }
  const approved = topology.models[options.model]?.weights?.manifest;
  if (approved === undefined) throw refusal(`--model: models.${options.model} names no weights. Approve them first: npm run blueprint -- weights approve.`);
  const manifest = bytesOf('--manifest', options.manifest);
  const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  if (digest !== approved) throw refusal(`--manifest: ${options.manifest} is ${digest}; models.${options.model}.weights.manifest approves ${approved}.`);
  if (!verify('sha256', manifest, publicKey(options.publicKey), bytesOf('--signature', options.signature))) {
    throw refusal(
      `--signature: ${options.signature} is no signature of ${options.manifest} by the key in ${options.publicKey}. Treat it as an incident unless the key was rotated.`,
    );
  }
  const { account, region } = place;
  const before = outputs.weights?.[account]?.[region]?.[options.model];
  const regions = { ...outputs.weights?.[account], [region]: { ...outputs.weights?.[account]?.[region], [options.model]: digest } };
  writeOutputs(
    options.topology,
    { ...outputs, weights: { ...outputs.weights, [account]: regions } } as Tree,
    before === digest ? [] : [`weights.${account}.${region}.${options.model}: ${before === undefined ? '' : `${before} -> `}${digest}`],
  );
  return 0;
}

function placeOf(places: readonly WeightsPlace[], { account, region }: RecordOptions): WeightsPlace {
  const found = places.find((place) => place.account === account && place.region === region);
  if (found !== undefined) return found;
  const known = places.map((place) => `--account ${place.account} --region ${place.region}`);
  throw refusal(
    `--account, --region: received ${account}, ${region}, where no host serves weights. Allowed: ${known.length === 0 ? 'none; no host here serves weights of its own' : known.join('; ')}.`,
  );
}

function publicKey(path: string): KeyObject {
  const content = bytesOf('--public-key', path);
  try {
    return content.includes('-----BEGIN') ? createPublicKey(content) : createPublicKey({ key: content, format: 'der', type: 'spki' });
  } catch {
    throw refusal(
      `--public-key: ${path} is no public key. Allowed: SubjectPublicKeyInfo as DER or PEM, as "aws kms get-public-key" and "gcloud kms keys versions get-public-key" print it.`,
    );
  }
}
