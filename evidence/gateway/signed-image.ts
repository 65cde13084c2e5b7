import { createPublicKey, verify } from 'node:crypto';
import { signedPayload } from '../../runtime/gateway/image/signed.js';

/** An image as it is recorded, and a signature of it. */
export interface SignedImage {
  /** `registry/repository:tag@sha256:digest`. */
  readonly reference: string;
  /** ECDSA over SHA-256, DER in Base64. */
  readonly signature: string;
  /** Public key: SubjectPublicKeyInfo, DER in Base64. */
  readonly key: string;
}

/** What a job signs of an image by this name: its repository and its digest. The tag is for people. */
export function payloadOf(reference: string): Buffer {
  const [, repository = reference, digest = ''] = /^(.+):[^:/@]+@(sha256:[0-9a-f]{64})$/.exec(reference) ?? [];
  return signedPayload(repository, digest);
}

/** Whether a key signed the digest of an image, for its repository. */
export function isSigned({ reference, signature, key }: SignedImage): boolean {
  return verify(
    'sha256',
    payloadOf(reference),
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );
}
