import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvalsFile } from '../../support/topologies.js';

const file = 'examples/landing-zone.yaml';
/** The zone of that example whose gateway takes tokens, and the workload that they open. */
export const tokenZone = {
  zone: 'eu',
  workload: 'chat',
  value: 'Llama.Chat',
  issuer: 'https://login.nordic.example/llama',
  audience: 'llama-gateway-eu',
} as const;

/** What signs as the identity provider of the example would. */
export interface Signer {
  /** The example with public keys of this run in place of its own, of which nobody has the private halves. */
  readonly topology: string;
  /** A token with changes of its claims and header; `key` for one of somebody else. */
  token(claims?: object, header?: object, key?: KeyObject): string;
}

/** Writes the example into a directory, with keys that are made now and are nowhere kept. */
export function signer(directory: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(/(nordic-2026-11: \{ kty: RSA, alg: RS256), e: [\w-]+, n: [\w-]+/, `$1, e: ${e}, n: ${n}`);
  if (edited === text) throw new Error(`${file} has no key nordic-2026-11 any more`);
  const topology = join(directory, 'tokens.yaml');
  writeFileSync(topology, edited);
  writeFileSync(approvalsFile(topology), readFileSync(approvalsFile(file), 'utf8'));
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    topology,
    token(claims = {}, header = {}, key = privateKey) {
      const now = Math.floor(Date.now() / 1_000);
      const fine = { iss: tokenZone.issuer, aud: tokenZone.audience, iat: now, exp: now + 600, team: 'stores-7', roles: [tokenZone.value] };
      const signed = `${encoded({ alg: 'RS256', kid: 'nordic-2026-11', typ: 'JWT', ...header })}.${encoded({ ...fine, ...claims })}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    },
  };
}
