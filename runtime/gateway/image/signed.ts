import { type Artifact, artifact, json } from './oci.js';

/** Where cosign looks for a signature. https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const annotation = 'dev.cosignproject.cosign/signature';
const payloadType = 'application/vnd.dev.cosign.simplesigning.v1+json';

/**
 * What is signed of an image: its digest, and the repository that it is for. In cosign's form, so that `cosign verify --key` checks it as well; the text is
 * a function of both, so that who knows them can check a signature without the registry.
 */
export function signedPayload(repository: string, digest: string): Buffer {
  return json({
    critical: { identity: { 'docker-reference': repository }, image: { 'docker-manifest-digest': digest }, type: 'cosign container image signature' },
    optional: null,
  });
}

/** Name of what belongs to an image, in its repository: `sig` or `sbom`. */
export const tagBeside = (digest: string, what: 'sig' | 'sbom'): string => `${digest.replace(':', '-')}.${what}`;

/** A signature as it is kept beside its image; `signature` in Base64. */
export const signatureArtifact = (payload: Buffer, signature: string): Artifact => artifact(payloadType, payload, { [annotation]: signature });

/** The signature in a manifest that `signatureArtifact` made, in Base64, and the digest of what it signs; undefined where there is not exactly one. */
export function signatureIn(manifest: string): { readonly signature: string; readonly payload: string } | undefined {
  const { layers = [] } = JSON.parse(manifest) as { layers?: readonly { digest?: string; mediaType?: string; annotations?: Record<string, string> }[] };
  const [layer] = layers;
  const signature = layer?.annotations?.[annotation];
  return layers.length === 1 && layer?.mediaType === payloadType && layer.digest !== undefined && signature !== undefined
    ? { signature, payload: layer.digest }
    : undefined;
}
