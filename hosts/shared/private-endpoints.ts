/** Interface endpoints of a network on AWS: services by the last part of their names, each with the actions that its policy lets through. */
export type PrivateEndpoints = Readonly<Record<string, readonly string[]>>;

/** What nodes, gateways and brokers may call through an interface endpoint, and nothing else. Keys are service names. */
export const endpointActions = {
  autoscaling: [
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeAutoScalingInstances',
    'autoscaling:RecordLifecycleActionHeartbeat',
    'autoscaling:SetInstanceHealth',
  ],
  'ecr.api': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'],
  'ecr.dkr': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'],
  ecs: [
    'ecs:DeregisterContainerInstance',
    'ecs:DiscoverPollEndpoint',
    'ecs:Poll',
    'ecs:PutAccountSetting',
    'ecs:RegisterContainerInstance',
    'ecs:StartTelemetrySession',
    'ecs:SubmitAttachmentStateChanges',
    'ecs:SubmitContainerStateChange',
    'ecs:SubmitTaskStateChange',
    'ecs:UpdateContainerInstancesState',
  ],
  'ecs-agent': ['ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:StartTelemetrySession'],
  'ecs-telemetry': ['ecs:StartTelemetrySession'],
  kms: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Verify'],
  lambda: ['lambda:InvokeFunction'],
  logs: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
  monitoring: ['cloudwatch:PutMetricData'],
  secretsmanager: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  ssm: ['ssm:GetParameter', 'ssm:UpdateInstanceInformation'],
  ssmmessages: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
  sts: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:GetCallerIdentity', 'sts:GetWebIdentityToken'],
} as const satisfies PrivateEndpoints;

/** Those of some services. */
export function endpointsOf(...services: readonly (keyof typeof endpointActions)[]): PrivateEndpoints {
  return Object.fromEntries(services.map((service) => [service, endpointActions[service]]));
}
