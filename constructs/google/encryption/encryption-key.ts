import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { Construct } from 'constructs';
import { Settled } from '../../settled.js';
import { keep } from '../provider/keep.js';
import type { UsableKey } from './usable-key.js';

export interface EncryptionKeyProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region or multi-region. A key serves only data of its own location. */
  readonly location: string;
  /** Name of the key ring, taken for ever. */
  readonly keyRing: string;
  /** Name of the key in its ring. */
  readonly name: string;
  /** Service agents that encrypt and decrypt with the key: IAM members by construct id. */
  readonly users: Readonly<Record<string, string>>;
  /** Until a grant is known everywhere. */
  readonly settleSeconds: number;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** 90 days in seconds, the form Cloud KMS takes. */
const rotationPeriod = '7776000s';

/**
 * A customer-managed key in a key ring of its own, rotated every 90 days.
 *
 * Key rings can never be deleted and destroyed key versions take the data with them, so both refuse to be destroyed.
 */
export class EncryptionKey extends Construct {
  readonly key: KmsCryptoKey;
  /** The key with its grants, for services that take both. */
  readonly usable: UsableKey;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const ring = new KmsKeyRing(this, 'Ring', {
      project: props.project,
      location: props.location,
      name: props.keyRing,
      lifecycle: { preventDestroy: true },
    });
    this.key = new KmsCryptoKey(this, 'Key', {
      name: props.name,
      keyRing: ring.id,
      purpose: 'ENCRYPT_DECRYPT',
      rotationPeriod,
      labels: { ...props.labels },
      lifecycle: { preventDestroy: true },
    });
    keep(this.key);
    const members = Object.entries(props.users).map(
      ([user, member]) =>
        new KmsCryptoKeyIamMember(this, user, {
          cryptoKeyId: this.key.id,
          role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
          member,
        }),
    );
    const grants = members.length === 0 ? [] : [...members, new Settled(this, 'Settled', members, props.settleSeconds)];
    this.usable = { name: this.key.id, grants };
  }
}
