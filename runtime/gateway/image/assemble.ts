import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembledImage } from './assembled.js';
import { type Artifact, artifact, described, digestOf, json, mediaTypes } from './oci.js';
import { signatureArtifact, signatureIn, signedPayload } from './signed.js';

/** Writes an artifact into an OCI layout, which may hold blobs already, as its only manifest. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
function writeLayout(directory: string, { manifest, blobs }: Artifact): void {
  const place = join(directory, 'blobs', 'sha256');
  mkdirSync(place, { recursive: true });
  for (const blob of [manifest, ...blobs]) writeFileSync(join(place, digestOf(blob).slice('sha256:'.length)), blob);
  writeFileSync(join(directory, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(join(directory, 'index.json'), json({ schemaVersion: 2, manifests: [described(mediaTypes.manifest, manifest)] }));
}

const blobIn = (directory: string, digest: string) => readFileSync(join(directory, 'blobs', 'sha256', digest.replace('sha256:', '')));

/** Puts the layer on the base that is in a layout. Prints the digest of the image. */
function image(directory: string, base: string, layer: string, programs: string): string {
  const { manifests } = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')) as { manifests: readonly { digest: string }[] };
  const [only] = manifests;
  if (manifests.length !== 1 || only?.digest !== base)
    throw new Error(`the base is ${only?.digest}, asked for was ${base}. Allowed: the digest of the image for linux/amd64, not of an index of several`);
  const manifest = blobIn(directory, base);
  const { config } = JSON.parse(manifest.toString('utf8')) as { config: { digest: string } };
  const made = assembledImage({ base: { manifest, config: blobIn(directory, config.digest) }, layer: readFileSync(layer), programs });
  writeLayout(directory, made);
  return digestOf(made.manifest);
}

function signature(manifest: string, payload: string): string {
  const found = signatureIn(readFileSync(manifest, 'utf8'));
  if (found?.payload !== digestOf(readFileSync(payload))) throw new Error('what is kept as the signature signs something else');
  return found.signature;
}

const commands: Readonly<Record<string, (...words: string[]) => string | undefined>> = {
  image: (directory = '', base = '', layer = '', programs = '') => `${image(directory, base, layer, programs)}\n`,
  payload: (repository = '', digest = '') => signedPayload(repository, digest).toString('utf8'),
  'keep-signature': (directory = '', payload = '', signed = '') => void writeLayout(directory, signatureArtifact(readFileSync(payload), signed)),
  'kept-signature': (manifest = '', payload = '') => signature(manifest, payload),
  'keep-sbom': (directory = '', file = '') => void writeLayout(directory, artifact('application/vnd.cyclonedx+json', readFileSync(file))),
};

const [command = '', ...words] = process.argv.slice(2);
try {
  const run = commands[command];
  if (run === undefined) throw new Error(`received the command "${command}". Allowed: ${Object.keys(commands).join(', ')}`);
  process.stdout.write(run(...words) ?? '');
} catch (error) {
  process.stderr.write(`assemble: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
