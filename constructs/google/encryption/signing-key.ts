import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { Construct } from 'constructs';
import { keep } from '../provider/keep.js';

export interface SigningKeyProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region of the key. */
  readonly location: string;
  /** Name of the key ring, taken for ever. */
  readonly keyRing: string;
  /** Name of the key in its ring. */
  readonly name: string;
  /**
   * The only IAM member that signs.
   * @default - nobody: no ingest is declared
   */
  readonly signer: string | undefined;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Signs the manifests of approved weights, in a hardware module. Asymmetric keys do not rotate by themselves: a new
 * generation is a new key, and nodes name the one they trust.
 */
export class SigningKey extends Construct {
  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    const ring = new KmsKeyRing(this, 'Ring', {
      project: props.project,
      location: props.location,
      name: props.keyRing,
      lifecycle: { preventDestroy: true },
    });
    const key = new KmsCryptoKey(this, 'Key', {
      name: props.name,
      keyRing: ring.id,
      purpose: 'ASYMMETRIC_SIGN',
      versionTemplate: { algorithm: 'EC_SIGN_P256_SHA256', protectionLevel: 'HSM' },
      labels: { ...props.labels },
      lifecycle: { preventDestroy: true },
    });
    // The next generation takes this one's place in the stack, while weights that it signed are still served.
    keep(key, 'abandon');
    if (props.signer === undefined) return;
    new KmsCryptoKeyIamMember(this, 'Signer', { cryptoKeyId: key.id, role: 'roles/cloudkms.signerVerifier', member: props.signer });
  }
}
