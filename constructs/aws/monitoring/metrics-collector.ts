import type { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptedLogGroup } from '../storage/encrypted-log-group.js';
import type { PinnedImage } from '../tasks/pinned-image.js';
import { taskLogs } from '../tasks/task-logs.js';
import { ecsTasks } from '../tasks/task-roles.js';
import { metricsNamespace } from './fleet-metrics.js';

export interface MetricsCollectorProps {
  /** OpenTelemetry Collector. */
  readonly image: PinnedImage;
  /** Configuration of the OpenTelemetry Collector, in one line, with `${env:NAME}` for AWS_REGION, FLEET, LOG_GROUP and NAMESPACE. */
  readonly configuration: string;
  /** Dimension `Fleet` of every metric. */
  readonly fleet: string;
  /** Key of the log group that metrics go through. */
  readonly key: IKey;
  /** Where the collector's own messages go. */
  readonly logGroup: LogGroup;
}

/**
 * OpenTelemetry Collector beside a server in the same task. Metrics become CloudWatch metrics through a log group of their
 * own, so the task needs no right to PutMetricData. It is not essential and limited: it cannot take the server down.
 */
export class MetricsCollector extends Construct {
  readonly container: CfnTaskDefinition.ContainerDefinitionProperty;
  readonly repositoryArn: string;
  readonly taskRoleArn: string;
  /** What the role may do: a task waits for it. */
  readonly rights: ManagedPolicy;

  constructor(scope: Construct, id: string, props: MetricsCollectorProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const metrics = new EncryptedLogGroup(this, 'Metrics', { key: props.key, retention: RetentionDays.ONE_MONTH });
    const role = new Role(this, 'TaskRole', { assumedBy: ecsTasks(account) });
    this.rights = new ManagedPolicy(this, 'TaskPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'WriteMetrics',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [metrics.logGroupArn],
        }),
      ],
    });
    const values = { AWS_REGION: region, FLEET: props.fleet, LOG_GROUP: metrics.logGroupName, NAMESPACE: metricsNamespace };
    this.taskRoleArn = role.roleArn;
    this.repositoryArn = props.image.repositoryArn;
    this.container = {
      name: 'metrics',
      image: props.image.image,
      essential: false,
      restartPolicy: { enabled: true, restartAttemptPeriod: 300 },
      command: ['--config=env:COLLECTOR_CONFIG'],
      cpu: 256,
      memory: 512,
      // The user of OpenTelemetry's own images.
      user: '10001',
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ['ALL'] } },
      environment: [{ name: 'COLLECTOR_CONFIG', value: filled(props.configuration, values) }],
      versionConsistency: 'enabled',
      logConfiguration: taskLogs(props.logGroup, region, 'metrics', '1m'),
    };
  }
}

/** Values in place of variables: CloudFormation's linters take `${…}` in a template for a parameter that is missing (E1029). */
function filled(configuration: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`\${env:${name}}`, () => value), configuration);
}
