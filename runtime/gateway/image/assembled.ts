import { gunzipSync } from 'node:zlib';
import { imageForm } from '../forms/image.js';
import { type Artifact, type Descriptor, described, digestOf, json, mediaTypes } from './oci.js';

/** The base of an image, as its registry gives it. */
export interface Base {
  readonly manifest: Buffer;
  readonly config: Buffer;
}

export interface ImageParts {
  readonly base: Base;
  /** The one layer on top, compressed by gzip. */
  readonly layer: Buffer;
  /** Digest of the programs in it, in hex. */
  readonly programs: string;
}

interface Config {
  readonly os?: string;
  readonly architecture?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly rootfs?: { readonly type: string; readonly diff_ids: readonly string[] };
  readonly history?: readonly object[];
}

/** Layers as OCI names them, by the names that a base may have. */
const layerTypes: Readonly<Record<string, string>> = {
  'application/vnd.docker.image.rootfs.diff.tar.gzip': mediaTypes.layer,
  'application/vnd.oci.image.layer.v1.tar': 'application/vnd.oci.image.layer.v1.tar',
  [mediaTypes.layer]: mediaTypes.layer,
  'application/vnd.oci.image.layer.v1.tar+zstd': 'application/vnd.oci.image.layer.v1.tar+zstd',
};

/**
 * The image of the gateway's processes: its base and one layer. Nothing is run, so it is the same bytes wherever it is made, and its digest is known to
 * whoever has the base's manifest and configuration. Blobs of the base are not repeated. Throws, in words, where the base is none of one linux/amd64 image.
 */
export function assembledImage({ base, layer, programs }: ImageParts): Artifact {
  const { config: said, layers = [] } = JSON.parse(base.manifest.toString('utf8')) as { config?: Descriptor; layers?: readonly Descriptor[] };
  if (said === undefined) throw new Error('the base is an index of several images. Allowed: the digest of its image for linux/amd64');
  if (said.digest !== digestOf(base.config)) throw new Error(`the configuration of the base is ${digestOf(base.config)}; its manifest names ${said.digest}`);
  const config = json(configured(JSON.parse(base.config.toString('utf8')) as Config, layers, digestOf(gunzipSync(layer)), programs));
  const manifest = json({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: described(mediaTypes.config, config),
    layers: [...layers.map(ofBase), described(mediaTypes.layer, layer)],
    annotations: { 'org.opencontainers.image.base.digest': digestOf(base.manifest) },
  });
  return { manifest, blobs: [config, layer] };
}

function ofBase({ mediaType, digest, size }: Descriptor): Descriptor {
  const known = layerTypes[mediaType];
  if (known === undefined) throw new Error(`the base has a layer of ${mediaType}. Allowed: ${Object.keys(layerTypes).join(', ')}`);
  return { mediaType: known, digest, size };
}

/** What `FROM`, `COPY`, `ENV`, `USER`, `WORKDIR`, `VOLUME`, `ENTRYPOINT` and `LABEL` of the Containerfile say. A command of the base goes, as ENTRYPOINT makes it. */
function configured(base: Config, layers: readonly Descriptor[], diffId: string, programs: string): object {
  const { os, architecture, config = {}, rootfs, history = [] } = base;
  if (os !== 'linux' || architecture !== 'amd64') throw new Error(`the base is for ${os}/${architecture}. Allowed: linux/amd64`);
  if (rootfs === undefined || rootfs.diff_ids.length !== layers.length) throw new Error('the configuration of the base names other layers than its manifest');
  const { Cmd: _command, ...kept } = config;
  const added = Object.entries(imageForm.environment);
  const environment = ((kept['Env'] ?? []) as readonly string[]).filter((text) => !added.some(([name]) => text.startsWith(`${name}=`)));
  return {
    ...base,
    config: {
      ...kept,
      Env: [...environment, ...added.map(([name, value]) => `${name}=${value}`)],
      User: imageForm.user,
      WorkingDir: imageForm.workingDirectory,
      Entrypoint: [imageForm.entrypoint],
      Volumes: Object.fromEntries(imageForm.shared.map((path) => [`/${path}`, {}])),
      Labels: { ...(kept['Labels'] as object | undefined), [imageForm.programsLabel]: `sha256:${programs}` },
    },
    rootfs: { ...rootfs, diff_ids: [...rootfs.diff_ids, diffId] },
    history: [...history, { created_by: 'programs of the gateway' }],
  };
}
