/** Endpoints without which a kind of tenant of an isolated VPC does not work. Names are the last part of the service name. */
export const neededServices = {
  /** Pull an image, fetch and verify weights, register with ECS, write logs and metrics, be reached through Session Manager. */
  nodes: ['autoscaling', 'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'kms', 'logs', 'monitoring', 's3', 'secretsmanager', 'ssm', 'ssmmessages'],
  /** Pull an image, read secrets, write logs and metrics, mint tokens for other clouds. */
  gateway: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 's3', 'secretsmanager', 'sts'],
  bedrock: ['bedrock-runtime'],
  /** Ask for tokens of Microsoft Entra. */
  tokenBroker: ['lambda'],
} as const;

/** Reached through a gateway endpoint in the route tables; all others through an interface endpoint with private DNS. */
export const gatewayServices: ReadonlySet<string> = new Set(['s3']);
