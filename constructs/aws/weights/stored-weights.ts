import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

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

/** Weights of which one manifest is approved, and no other. */
export interface ApprovedWeights extends StoredWeights {
  /** SHA-256 of the manifest, in hex. */
  readonly manifestSha256: string;
  /** SHA-256 of the statement of provenance, in hex; `none` for weights that are no fine-tune. */
  readonly provenanceSha256: string;
}

/** Finds, reads and decrypts weights in the account of the scope, and in no other that has a bucket of that name by then. */
export function readWeights(scope: Construct, { bucket, prefix, keyArn }: StoredWeights): PolicyStatement[] {
  const { account, partition } = Stack.of(scope);
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const own = { StringEquals: { 'aws:ResourceAccount': account } };
  return [
    new PolicyStatement({ sid: 'ReadWeights', actions: ['s3:GetObject'], resources: [`${bucketArn}/${prefix}/*`], conditions: own }),
    new PolicyStatement({
      sid: 'ListWeights',
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      conditions: { ...own, StringLike: { 's3:prefix': `${prefix}/*` } },
    }),
    new PolicyStatement({ sid: 'DecryptWeights', actions: ['kms:Decrypt'], resources: [keyArn] }),
  ];
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
