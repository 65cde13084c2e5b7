import { createHash } from 'node:crypto';

/** What a manifest says of a blob. https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest and the blobs that are not in its registry yet, byte for byte. */
export interface Artifact {
  readonly manifest: Buffer;
  readonly blobs: readonly Buffer[];
}

export const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** `sha256:` and 64 hex digits. */
export const digestOf = (content: Buffer | string): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

export const described = (mediaType: string, content: Buffer): Descriptor => ({ mediaType, digest: digestOf(content), size: content.length });

/** JSON in one form: without spaces, keys as they are given. */
export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Something of one layer that is no image: a signature, a bill of materials. Tools that look for an image's configuration find an empty one. */
export function artifact(mediaType: string, content: Buffer, annotations: Readonly<Record<string, string>> = {}): Artifact {
  const config = json({ architecture: '', os: '', config: {}, rootfs: { type: 'layers', diff_ids: [digestOf(content)] } });
  const layer = { ...described(mediaType, content), ...(Object.keys(annotations).length > 0 && { annotations }) };
  const manifest = json({ schemaVersion: 2, mediaType: mediaTypes.manifest, config: described(mediaTypes.config, config), layers: [layer] });
  return { manifest, blobs: [config, content] };
}
