import type { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { Construct } from 'constructs';
import { Settled } from '../../settled.js';
import { type KeyPlace, keptKey } from './kept-key.js';
import type { UsableKey } from './usable-key.js';

export interface EncryptionKeyProps {
  /** Where it is, and its names. */
  readonly place: KeyPlace;
  /** Service agents that encrypt and decrypt with the key: IAM members by construct id. */
  readonly users: Readonly<Record<string, string>>;
  /** Seconds until a grant is known everywhere. */
  readonly settleSeconds: number;
}

/** 90 days in seconds, the form Cloud KMS takes. */
const rotationPeriod = '7776000s';

/** A customer-managed key, rotated every 90 days. */
export class EncryptionKey extends Construct {
  readonly key: KmsCryptoKey;
  /** The key with its grants, for services that take both. */
  readonly usable: UsableKey;

  constructor(scope: Construct, id: string, { place, users, settleSeconds }: EncryptionKeyProps) {
    super(scope, id);
    this.key = keptKey(this, place, { purpose: 'ENCRYPT_DECRYPT', rotationPeriod }, 'refuse');
    const role = 'roles/cloudkms.cryptoKeyEncrypterDecrypter';
    const members = Object.entries(users).map(([user, member]) => new KmsCryptoKeyIamMember(this, user, { cryptoKeyId: this.key.id, role, member }));
    const grants = members.length === 0 ? [] : [...members, new Settled(this, 'Settled', members, settleSeconds)];
    this.usable = { name: this.key.id, grants };
  }
}
