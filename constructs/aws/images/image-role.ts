import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type BuildRightsProps, buildRights, interfaceRights } from '../jobs/job-rights.js';
import type { JobPlacement } from '../network/job-placement.js';

/** Role of the job, which its key and its repositories name. */
export class ImageRole extends Role {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Brings images of gateways into their registry and signs them',
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }),
    });
  }
}

export interface ImageRightsProps extends BuildRightsProps {
  /** Role that gets them. */
  readonly role: Role;
  /** ARNs of the repositories that it fills. */
  readonly repositories: readonly string[];
  /** ARN of the key that it signs with. */
  readonly signingKeyArn: string;
  /** ARN of the object with the programs. */
  readonly archiveArn: string;
  /** Where the job runs. */
  readonly network: Pick<JobPlacement, 'subnetId' | 'securityGroupId'>;
}

/** What the job may: pull its image, read the programs, push what it made, sign it. */
export class ImageRights extends Construct {
  /** Must be attached before a project in a VPC is created. */
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ImageRightsProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.policy = new ManagedPolicy(this, 'Policy', {
      roles: [props.role],
      statements: [
        new PolicyStatement({
          sid: 'ReadPrograms',
          actions: ['s3:GetObject'],
          resources: [props.archiveArn],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        new PolicyStatement({
          sid: 'PushImages',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [...props.repositories],
        }),
        new PolicyStatement({
          sid: 'Sign',
          actions: ['kms:Sign', 'kms:Verify'],
          resources: [props.signingKeyArn],
          conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
        }),
        ...buildRights(props),
        ...interfaceRights(this, props.network),
      ],
    });
  }
}
