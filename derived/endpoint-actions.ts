import { guardrailHosts } from '../hosts/select.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { callingNetworks } from '../topology/views.js';
import { tokenBrokerIn } from './token-brokers.js';

/** What a private network may call through an interface endpoint, and nothing else. Keys are service names. */
export const endpointActions = {
  autoscaling: [
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeAutoScalingInstances',
    'autoscaling:RecordLifecycleActionHeartbeat',
    'autoscaling:SetInstanceHealth',
  ],
  'bedrock-runtime': ['bedrock:ApplyGuardrail', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
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
} as const satisfies Record<string, readonly string[]>;

type EndpointService = keyof typeof endpointActions;

/** What GPU nodes call: pull an image, fetch and verify weights, register with ECS, write logs and metrics. */
const nodeEndpoints: readonly EndpointService[] = [
  'autoscaling',
  'ecr.api',
  'ecr.dkr',
  'ecs',
  'ecs-agent',
  'ecs-telemetry',
  'kms',
  'logs',
  'monitoring',
  'secretsmanager',
  'ssm',
  'ssmmessages',
];

/** What the gateway's tasks call besides the hosts; one that exists finds the same. */
const gatewayEndpoints: readonly EndpointService[] = ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 'secretsmanager', 'sts'];

/** What the job that brings weights in calls through private endpoints; S3 has a gateway endpoint of its own. */
export const ingestEndpoints: Readonly<Record<string, readonly string[]>> = {
  kms: ['kms:Sign', 'kms:Verify'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  secretsmanager: ['secretsmanager:GetSecretValue'],
};

/** What the job that builds images calls through private endpoints: it logs in, pushes, compares what is there, and signs. */
export const imageEndpoints: Readonly<Record<string, readonly string[]>> = {
  'ecr.api': ['ecr:GetAuthorizationToken'],
  'ecr.dkr': [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ],
  kms: ['kms:Sign', 'kms:Verify'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
};

/** Actions by service, of the interface endpoints that the tenants of a network on AWS need: no more and no less. */
export function endpointsOfNetwork(topology: Topology, network: string): Readonly<Record<string, readonly string[]>> {
  const nodes = Object.values(topology.hosts).some((host) => 'network' in host && host.network === network && traitsOf(host).network.endpoints === 'nodes');
  const gateway = Object.values(topology.gateway.zones).some((place) => place.network === network);
  const bedrock = guardrailHosts(topology).some(([, host]) => host.network === network);
  const services = new Set<EndpointService>([
    ...(nodes ? nodeEndpoints : []),
    ...(gateway ? gatewayEndpoints : []),
    ...(bedrock ? (['bedrock-runtime'] as const) : []),
    ...(tokenBrokerIn(topology, network) !== undefined ? (['lambda'] as const) : []),
  ]);
  return Object.fromEntries([...services].map((service) => [service, endpointActions[service]]));
}

/** Ranges of linked networks whose gateways call the Bedrock hosts of a network through it. */
export function linkedCallers(topology: Topology, network: string): string[] {
  const hosts = guardrailHosts(topology).filter(([, host]) => host.network === network);
  const callers = callingNetworks(
    topology,
    hosts.map(([id]) => id),
    network,
  );
  return callers.filter(({ link }) => link !== undefined).map((from) => from.entity.cidr);
}
