import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assembledImage } from '../../runtime/gateway/image/assembled.js';
import { signatureArtifact, signatureIn, signedPayload } from '../../runtime/gateway/image/signed.js';

const sha256 = (content: Buffer | string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const text = (value: unknown) => Buffer.from(JSON.stringify(value));

const baseConfig = {
  architecture: 'amd64',
  created: '0001-01-01T00:00:00Z',
  config: { User: '0', Env: ['PATH=/usr/bin', 'NODE_ENV=test'], Entrypoint: ['/nodejs/bin/node'], Cmd: ['x'], Labels: { maker: 'somebody' } },
  history: [{ created_by: 'bazel' }],
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: [`sha256:${'1'.repeat(64)}`] },
};
const base = (config: object = baseConfig, layer: object = {}) => {
  const content = text(config);
  const own = { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', digest: `sha256:${'2'.repeat(64)}`, size: 7, ...layer };
  const manifest = { schemaVersion: 2, config: { mediaType: 'x', digest: sha256(content), size: content.length }, layers: [own] };
  return { manifest: text(manifest), config: content };
};
const archive = Buffer.from('an archive');
const layer = gzipSync(archive);
const assembled = (from = base()) => assembledImage({ base: from, layer, programs: 'f'.repeat(64) });

describe('an image of a base and one layer', () => {
  it('is what the Containerfile says: user, entry point, variables, directories, label; and nothing of the base is lost', () => {
    const config = JSON.parse(assembled().blobs[0]?.toString('utf8') ?? '');
    expect(config).toEqual({
      ...baseConfig,
      config: {
        User: '65532:65532',
        Env: ['PATH=/usr/bin', 'NODE_ENV=production'],
        Entrypoint: ['/nodejs/bin/node'],
        WorkingDir: '/app',
        Volumes: { '/etc/gateway': {}, '/run/gateway': {} },
        Labels: { maker: 'somebody', 'llama.gateway.programs': `sha256:${'f'.repeat(64)}` },
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${'1'.repeat(64)}`, sha256(archive)] },
      history: [{ created_by: 'bazel' }, { created_by: 'programs of the gateway' }],
    });
  });

  it('names its configuration, the layers of the base in OCI words, then its own', () => {
    const { manifest, blobs } = assembled();
    const [config] = blobs;
    expect(JSON.parse(manifest.toString('utf8'))).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config ?? ''), size: config?.length },
      layers: [
        { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${'2'.repeat(64)}`, size: 7 },
        { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(layer), size: layer.length },
      ],
      annotations: { 'org.opencontainers.image.base.digest': sha256(base().manifest) },
    });
    // What the registry has already is not pushed again.
    expect(blobs).toHaveLength(2);
  });

  it.each<[string, ReturnType<typeof base>, string]>([
    ['an index', { ...base(), manifest: text({ manifests: [] }) }, 'an index of several images'],
    ['a configuration of another image', { ...base(), config: text({ ...baseConfig, os: 'windows' }) }, 'its manifest names'],
    ['another machine', base({ ...baseConfig, architecture: 'arm64' }), 'linux/arm64. Allowed: linux/amd64'],
    ['a layer that is fetched elsewhere', base(baseConfig, { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' }), 'foreign'],
    ['layers that are missing', base({ ...baseConfig, rootfs: { type: 'layers', diff_ids: [] } }), 'other layers than its manifest'],
  ])('refuses %s for a base', (_, from, message) => {
    expect(() => assembled(from)).toThrow(message);
  });
});

describe('what is signed', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  it('is the payload of cosign', () => {
    expect(signedPayload('registry.example/llama', digest).toString('utf8')).toBe(
      `{"critical":{"identity":{"docker-reference":"registry.example/llama"},"image":{"docker-manifest-digest":"${digest}"},"type":"cosign container image signature"},"optional":null}`,
    );
  });

  it('is kept with its signature as the only layer, and read from there alone', () => {
    const payload = signedPayload('registry.example/llama', digest);
    const { manifest } = signatureArtifact(payload, 'c2lnbmVk');
    expect(signatureIn(manifest.toString('utf8'))).toEqual({ signature: 'c2lnbmVk', payload: sha256(payload) });
    expect(signatureIn(assembled().manifest.toString('utf8'))).toBeUndefined();
    const { layers, ...rest } = JSON.parse(manifest.toString('utf8'));
    expect(signatureIn(JSON.stringify({ ...rest, layers: [...layers, ...layers] }))).toBeUndefined();
  });
});
