import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Signs a digest, as key services do, in DER: Node signs texts only. */
export function signDigest(key: KeyObject, digest: Buffer): Buffer {
  const place = mkdtempSync(join(tmpdir(), 'blueprint-sign-'));
  try {
    writeFileSync(join(place, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(place, 'digest'), digest);
    return execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', join(place, 'key.pem'), '-in', join(place, 'digest'), '-pkeyopt', 'digest:sha256']);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** The two numbers of a signature on P-256 side by side, 32 bytes each, as Key Vault gives them. */
export function sideBySide(der: Buffer): Buffer {
  const first = der.subarray(4, 4 + (der[3] ?? 0));
  const second = der.subarray(4 + first.length + 2);
  return Buffer.concat([first, second].map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}
