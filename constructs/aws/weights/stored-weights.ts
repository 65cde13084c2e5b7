import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Where approved weights are stored, and what proves that they are the approved ones. */
export interface StoredWeights {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Key prefix of the model's files, without a slash at its end. */
  readonly prefix: string;
  /** ARN of the key that encrypts the bucket. */
  readonly keyArn: string;
  /** ARN of the key that signed the manifest. */
  readonly signingKeyArn: string;
}

/** Checks the signature of a manifest. */
export function verifyManifest({ signingKeyArn }: StoredWeights): PolicyStatement {
  return new PolicyStatement({
    sid: 'VerifyManifest',
    actions: ['kms:Verify'],
    resources: [signingKeyArn],
    conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
  });
}
