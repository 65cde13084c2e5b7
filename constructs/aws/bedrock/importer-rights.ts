import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Imported models have ids that nobody can foresee: this tag tells whose they are. */
export const ownerTag = 'imported-for';

/** What the importer may do on Bedrock: start jobs that carry the owner's tag, look at jobs and models, and touch what carries it. */
export function importerRights(scope: Construct, owner: string): PolicyStatement[] {
  const { account, partition, region } = Stack.of(scope);
  const bedrockArn = `arn:${partition}:bedrock:${region}:${account}`;
  const [jobs, models] = [`${bedrockArn}:model-import-job/*`, `${bedrockArn}:imported-model/*`];
  const requested = { [`aws:RequestTag/${ownerTag}`]: owner };
  const carried = { [`aws:ResourceTag/${ownerTag}`]: owner };
  return [
    new PolicyStatement({ sid: 'Import', actions: ['bedrock:CreateModelImportJob'], resources: ['*'], conditions: { StringEquals: requested } }),
    // What it is about has no ARN yet.
    new PolicyStatement({ sid: 'FindJobs', actions: ['bedrock:ListModelImportJobs'], resources: ['*'] }),
    new PolicyStatement({ sid: 'Jobs', actions: ['bedrock:GetModelImportJob'], resources: [jobs] }),
    new PolicyStatement({ sid: 'Models', actions: ['bedrock:GetImportedModel'], resources: [models] }),
    new PolicyStatement({ sid: 'DeleteOwn', actions: ['bedrock:DeleteImportedModel'], resources: [models], conditions: { StringEquals: carried } }),
    new PolicyStatement({
      sid: 'TagOwn',
      actions: ['bedrock:TagResource'],
      resources: [models, jobs],
      // What is being made carries nothing yet; what carries another owner's name is not touched.
      conditions: { StringEquals: requested, StringEqualsIfExists: carried },
    }),
  ];
}
