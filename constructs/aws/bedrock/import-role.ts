import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { readWeights, type StoredWeights } from '../weights/stored-weights.js';

/** What Bedrock does on our behalf during an import: read these weights, encrypt the model. `rights` must be there first. */
export function importRole(scope: Construct, key: LentKey, weights: StoredWeights): { readonly role: Role; readonly rights: ManagedPolicy } {
  const { account, partition, region } = Stack.of(scope);
  const role = new Role(scope, 'ImportRole', {
    assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:bedrock:${region}:${account}:model-import-job/*` },
      },
    }),
  });
  const rights = new ManagedPolicy(scope, 'ImportPolicy', {
    roles: [role],
    statements: [
      ...readWeights(scope, weights),
      new PolicyStatement({
        sid: 'EncryptModel',
        actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `bedrock.${region}.amazonaws.com` } },
      }),
    ],
  });
  return { role, rights };
}
