import { KmsCryptoKey, type KmsCryptoKeyConfig } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { Construct } from 'constructs';
import { keep } from '../provider/keep.js';

/** Where a key is, and by which names others find it. */
export interface KeyPlace {
  /** Project that it is made in. */
  readonly project: string;
  /** Region or multi-region. A key serves only data of its own location. */
  readonly location: string;
  /** Name of the key ring, taken for ever. */
  readonly keyRing: string;
  /** Name of the key in its ring. */
  readonly name: string;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a key does: the part of its configuration that differs. */
export type KeyUse = Pick<KmsCryptoKeyConfig, 'purpose' | 'rotationPeriod' | 'versionTemplate'>;

/**
 * Adds a key in a key ring of its own to the scope.
 *
 * Key rings can never be deleted and destroyed key versions take the data with them, so both refuse to be destroyed. `how`: what
 * becomes of the key when its block goes, see `keep`.
 */
export function keptKey(scope: Construct, place: KeyPlace, use: KeyUse, how: 'refuse' | 'abandon'): KmsCryptoKey {
  const { project, location, keyRing, name, labels } = place;
  const ring = new KmsKeyRing(scope, 'Ring', { project, location, name: keyRing, lifecycle: { preventDestroy: true } });
  const key = new KmsCryptoKey(scope, 'Key', { name, keyRing: ring.id, ...use, labels: { ...labels }, lifecycle: { preventDestroy: true } });
  keep(key, how);
  return key;
}
