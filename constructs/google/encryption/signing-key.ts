import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { Construct } from 'constructs';
import { type KeyPlace, keptKey } from './kept-key.js';

export interface SigningKeyProps {
  /** Where it is, and its names. */
  readonly place: KeyPlace;
  /**
   * The only IAM member that signs.
   * @default - nobody: no ingest is declared
   */
  readonly signer?: string | undefined;
}

/** ECDSA on P-256, in a hardware module. */
const versionTemplate = { algorithm: 'EC_SIGN_P256_SHA256', protectionLevel: 'HSM' };

/**
 * Signs the manifests of approved weights. Asymmetric keys do not rotate by themselves: a new generation is a new key, and nodes
 * name the one they trust.
 */
export class SigningKey extends Construct {
  constructor(scope: Construct, id: string, { place, signer }: SigningKeyProps) {
    super(scope, id);
    // The next generation takes this one's place in the stack, while weights that it signed are still served.
    const key = keptKey(this, place, { purpose: 'ASYMMETRIC_SIGN', versionTemplate }, 'abandon');
    if (signer === undefined) return;
    new KmsCryptoKeyIamMember(this, 'Signer', { cryptoKeyId: key.id, role: 'roles/cloudkms.signerVerifier', member: signer });
  }
}
