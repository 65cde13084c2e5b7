import type { PublicKey } from '../schema/caller-tokens.js';

/** Bytes of the smallest modulus that is taken, 2048 bits, and of the coordinates of a curve. */
const [modulus, coordinate] = [256, { 'P-256': 32, 'P-384': 48 }] as const;
const bytes = (value: string | undefined) => Buffer.from(value ?? '', 'base64url').length;

/** What a public key has to be whose members fit each other. */
export const wholeKey = 'a whole public key: RSA of 2048 bits or more with n and e, or P-256 with ES256 or P-384 with ES384 and x and y';

/** Whether all members of a key are there, are as long as they must be, and go with its algorithm. */
export function isWhole(key: PublicKey): boolean {
  return isRsa(key) || isOnCurve(key);
}

function isRsa({ kty, alg, n, e, crv, x, y }: PublicKey): boolean {
  return kty === 'RSA' && !alg.startsWith('ES') && bytes(n) >= modulus && e !== undefined && crv === undefined && x === undefined && y === undefined;
}

function isOnCurve({ kty, alg, n, e, crv, x, y }: PublicKey): boolean {
  if (kty !== 'EC' || n !== undefined || e !== undefined || crv === undefined) return false;
  return alg === `ES${crv.slice(2)}` && bytes(x) === coordinate[crv] && bytes(y) === coordinate[crv];
}
