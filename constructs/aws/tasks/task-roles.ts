import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

/** ECS tasks of one account, and of no other that could name the role. */
export function ecsTasks(account: string): ServicePrincipal {
  return new ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } });
}

/** What the agent does for every task: pull its images, write its logs. */
export function pullAndLog(repositoryArns: readonly string[], logGroupArn: string): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'RegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [...repositoryArns],
    }),
    new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }),
  ];
}
