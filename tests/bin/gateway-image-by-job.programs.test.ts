import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RecordImagesOptions, recordImages } from '../../bin/commands/gateway-image.js';
import { imageContent } from '../../gateway/image/context.js';
import { imageLayer } from '../../gateway/image/layer.js';
import { assembledImage } from '../../runtime/gateway/image/assembled.js';
import { signatureArtifact, signedPayload } from '../../runtime/gateway/image/signed.js';
import { InputError } from '../../topology/error.js';
import { wholeText } from '../support/topologies.js';

const sha256 = (content: string | Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const registry = '555566667777.dkr.ecr.us-east-2.amazonaws.com/llama-gateway/maverick';
const keys = { own: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), other: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) };

let directory: string;
let fine: RecordImagesOptions;
const at = (name: string) => join(directory, name);
const file = (name: string, content: string | Buffer) => {
  writeFileSync(at(name), content);
  return at(name);
};
const outputs = () => readFileSync(at('topology.outputs.yaml'), 'utf8');

/** Manifest of a signature of an image by its reference, as the registry gives it. */
function signature(name: string, reference: string, by: keyof typeof keys = 'own', of = reference): string {
  const [repository = '', digest = ''] = of.split(/:[^:/@]+@/);
  const payload = signedPayload(repository, digest);
  return file(name, signatureArtifact(payload, sign('sha256', payload, keys[by].privateKey).toString('base64')).manifest);
}
const scan = (name: string, digest: string) =>
  file(
    name,
    JSON.stringify({
      imageId: { imageDigest: digest },
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { imageScanCompletedAt: '2026-11-29T10:00:00+00:00' },
    }),
  );

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'image-by-job-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const config = Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', config: {}, rootfs: { type: 'layers', diff_ids: [] } }));
  const base = Buffer.from(JSON.stringify({ schemaVersion: 2, config: { digest: sha256(config) }, layers: [] }));
  const content = imageContent();
  const { manifest, blobs } = assembledImage({ base: { manifest: base, config }, layer: imageLayer(content), programs: content.programs });
  const envoyManifest = '{"config":{"digest":"sha256:1"}}';
  const topology = wholeText('examples/us-maverick.yaml')
    .replace(/(distroless\/nodejs22-debian12:nonroot@)sha256:0+/, `$1${sha256(base)}`)
    .replace(/(docker.io\/envoyproxy\/envoy:distroless-v1.40.0@)sha256:0+/, `$1${sha256(envoyManifest)}`);
  const envoy = `${registry}/envoy:distroless-v1.40.0@${sha256(envoyManifest)}`;
  const processes = `${registry}/processes:0123456789ab-cdef01234567@${sha256(manifest)}`;
  fine = {
    topology: file('topology.yaml', topology),
    account: 'serving',
    region: 'us-east-2',
    envoy,
    processes,
    envoyManifest: file('envoy.json', envoyManifest),
    processesManifest: file('processes.json', manifest),
    processesConfig: file('config.json', blobs[0] ?? ''),
    envoyScan: scan('envoy-scan.json', sha256(envoyManifest)),
    processesScan: scan('processes-scan.json', sha256(manifest)),
    asOf: '2026-11-30',
    envoySignature: signature('envoy-signature.json', envoy),
    processesSignature: signature('processes-signature.json', processes),
    publicKey: file('key.der', keys.own.publicKey.export({ type: 'spki', format: 'der' })),
    baseManifest: file('base.json', base),
    baseConfig: file('base-config.json', config),
  };
  // The programs are bundled, on a machine that does more.
}, 120_000);
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const refused = (change: Partial<RecordImagesOptions>): string => {
  try {
    recordImages({ ...fine, ...change });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'not refused';
};

describe('gateway image record, with a job of gateway.images', () => {
  it('records both signatures and the key, and takes another key only where the old one was removed', () => {
    expect(recordImages(fine)).toBe(0);
    const first = outputs();
    expect(first).toMatch(/signed:\n\s+envoy: ME.*\n\s+key: MFkwEwYHKoZIzj0C.*\n\s+processes: ME/);
    const other = {
      publicKey: file('other.der', keys.other.publicKey.export({ type: 'spki', format: 'der' })),
      envoySignature: signature('other-envoy.json', fine.envoy, 'other'),
      processesSignature: signature('other-processes.json', fine.processes, 'other'),
    };
    expect(refused(other)).toContain('another key than the one recorded');
    expect(outputs()).toBe(first);
    rmSync(at('topology.outputs.yaml'));
    expect(recordImages({ ...fine, ...other })).toBe(0);
    expect(outputs()).not.toBe(first);
    rmSync(at('topology.outputs.yaml'));
  });

  it.each<[string, () => Partial<RecordImagesOptions>, string]>([
    ['images without signatures', () => ({ envoySignature: undefined }), '--envoy-signature: not received. Needed where gateway.images has a job'],
    ['images of another registry', () => ({ envoy: fine.envoy.replace('555566667777', '444455556666') }), `Allowed: ${registry}/envoy:…`],
    ['programs under the name of Envoy', () => ({ envoy: fine.processes, envoyManifest: at('processes.json') }), `Allowed: ${registry}/envoy:…`],
    [
      'an Envoy that the topology does not name',
      () => ({
        envoy: fine.envoy.replace(/sha256:.*/, sha256('{"config":{"digest":"sha256:2"}}')),
        envoyManifest: file('e2.json', '{"config":{"digest":"sha256:2"}}'),
      }),
      'which gateway.images.envoy says',
    ],
    ['another base', () => ({ baseManifest: at('envoy.json') }), 'gateway.images.base names'],
    ['a configuration of another base', () => ({ baseConfig: at('envoy.json') }), 'its manifest names'],
    ['a signature by another key', () => ({ envoySignature: signature('s1.json', fine.envoy, 'other') }), 'is no signature of'],
    ['the signature of the other image', () => ({ envoySignature: at('processes-signature.json') }), 'signs something else'],
    [
      'a signature for another repository',
      () => ({ envoySignature: signature('s2.json', fine.envoy, 'own', fine.envoy.replace('/envoy:', '/mirror:')) }),
      'signs something else',
    ],
    ['what is no signature', () => ({ envoySignature: at('base.json') }), 'is no manifest of a signature'],
    ['what is no JSON', () => ({ envoySignature: at('key.der') }), 'is no manifest of a signature'],
    ['what is no key', () => ({ publicKey: at('base.json') }), 'is no public key of ECDSA on P-256'],
  ])('refuses %s, and writes nothing', (_, change, message) => {
    expect(refused(change())).toContain(message);
    expect(() => outputs()).toThrow('ENOENT');
  });

  it('refuses an image that is made of other layers, whatever its configuration says', () => {
    const tampered = JSON.parse(readFileSync(at('processes.json'), 'utf8'));
    tampered.layers.push({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${'e'.repeat(64)}`, size: 1 });
    const manifest = JSON.stringify(tampered);
    const processes = fine.processes.replace(/@.*/, `@${sha256(manifest)}`);
    const change = { processes, processesManifest: file('tampered.json', manifest), processesSignature: signature('s3.json', processes) };
    expect(refused(change)).toContain(`Allowed: ${fine.processes.split('@')[1]}, which gateway.images.base and the programs of this version make`);
  });

  it('refuses the job’s files where there is no job', () => {
    const own = wholeText('examples/us-maverick.yaml').replace(/ {2}# Copies Envoy[\s\S]*? {2}zones:/, '  zones:');
    expect(refused({ topology: file('without.yaml', own) })).toContain('gateway.images has no job in us-east-2');
  });
});
