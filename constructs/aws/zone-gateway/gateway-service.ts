import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnCluster, CfnService, type CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EncryptionKey } from '../encryption/encryption-key.js';
import type { PrivatePlacement } from '../network/private-placement.js';
import { privateService } from '../tasks/private-service.js';

export interface GatewayServiceProps {
  /** What each task runs. */
  readonly task: CfnTaskDefinition;
  /** Bounds of the number of tasks. */
  readonly tasks: { readonly min: number; readonly max: number };
  /** Percent of the processors of all tasks that scaling keeps. */
  readonly cpuPercent: number;
  /** Where requests come in. */
  readonly target: { readonly container: string; readonly port: number; readonly targetGroupArn: string };
  /** Seconds after its start for which a task is not asked whether it is ready. */
  readonly grace: number;
  /** Encrypts the disks of tasks. */
  readonly key: EncryptionKey;
  /** Subnets and security group of the tasks. */
  readonly network: PrivatePlacement;
  /** Tags of the service; ECS copies them to its tasks. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Tasks of a gateway on Fargate, over the zones of their subnets. A deployment starts new ones first, and goes back by itself where those do not get healthy. */
export class GatewayService extends Construct {
  readonly service: CfnService;
  readonly cluster: CfnCluster;

  constructor(scope: Construct, id: string, props: GatewayServiceProps) {
    super(scope, id);
    admitDisks(props.key);
    this.cluster = new CfnCluster(this, 'Cluster', {
      clusterSettings: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: props.key.keyArn } },
    });
    this.service = new CfnService(this, 'Service', {
      cluster: this.cluster.ref,
      taskDefinition: props.task.ref,
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      availabilityZoneRebalancing: 'ENABLED',
      // How many run, scaling decides: a number here would reset its decision with every deployment.
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200, deploymentCircuitBreaker: { enable: true, rollback: true } },
      healthCheckGracePeriodSeconds: props.grace,
      loadBalancers: [{ containerName: props.target.container, containerPort: props.target.port, targetGroupArn: props.target.targetGroupArn }],
      ...privateService(props.network),
    });
    for (const [key, value] of Object.entries(props.tags)) this.service.tags.setTag(key, value);
    this.scale(props);
  }

  /** Quick to add and slow to take away: a stream that runs keeps its task for as long as it lasts. */
  private scale({ tasks, cpuPercent }: GatewayServiceProps): void {
    const target = new CfnScalableTarget(this, 'Tasks', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${this.cluster.ref}/${this.service.attrName}`,
      minCapacity: tasks.min,
      maxCapacity: tasks.max,
    });
    new CfnScalingPolicy(this, 'Processors', {
      policyName: 'processors',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: cpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        scaleOutCooldown: 60,
        scaleInCooldown: 600,
      },
    });
  }
}

/** Fargate encrypts the disk of each task under a key that its cluster names. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html */
function admitDisks(key: EncryptionKey): void {
  const { account } = Stack.of(key);
  const principals = [new ServicePrincipal('fargate.amazonaws.com')];
  const cluster = { 'kms:EncryptionContext:aws:ecs:clusterAccount': account };
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'FargateDisks',
      principals,
      actions: ['kms:GenerateDataKeyWithoutPlaintext'],
      resources: ['*'],
      conditions: { StringEquals: cluster },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'FargateGrants',
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { StringEquals: cluster, 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt'] } },
    }),
  );
}
