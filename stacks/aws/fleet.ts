import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EncryptedLogGroup } from '../../constructs/aws/encrypted-log-group.js';
import { FleetAlarms } from '../../constructs/aws/fleet-alarms.js';
import { FleetKey } from '../../constructs/aws/fleet-key.js';
import { GpuNodeRole } from '../../constructs/aws/gpu-node-role.js';
import { GpuNodes } from '../../constructs/aws/gpu-nodes.js';
import { InternalLoadBalancer } from '../../constructs/aws/internal-load-balancer.js';
import { VllmService } from '../../constructs/aws/vllm-service.js';
import { setOrigin } from '../../constructs/origin.js';
import { engineContainer, nodeImageParameter } from '../../facts/serving.js';
import { nodeUserData } from '../../runtime/node/user-data.js';
import { gatewayRoleName, nameLimits, physicalName } from '../../topology/names.js';
import type { SelfHostedHost } from '../../topology/schema/self-hosted.js';
import { entity, linkedNetworks, workloadsOn } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { servingOf } from './serving.js';

/** vLLM on dedicated GPU nodes behind a private load balancer. */
export class FleetStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: SelfHostedHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-fleet', id],
      description: `${host.model} on ${host.nodes.count} × ${host.nodes.instanceType}`,
      origin: `hosts.${id}`,
      tags: { host: id },
      terminationProtection: true,
    });
    const { topology } = context;
    const model = entity(topology.models, host.model);
    const subnets = this.subnets(host.network);
    const vpcId = this.vpcId(host.network);
    const { replica, replicasPerNode } = servingOf(topology, host, this);
    const groups = this.securityGroups(context, host, vpcId, replica.port);

    const key = new FleetKey(this, 'Key', { description: `Fleet ${id}: volumes, logs, API key` });
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    const apiKey = new Secret(this, 'ApiKey', {
      description: `API key of ${id}; the gateway presents it, vLLM checks it`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const cluster = new CfnCluster(this, 'Cluster', { clusterSettings: [{ name: 'containerInsights', value: 'enhanced' }] });

    const weightsPrefix = `${model.release}/${model.precision}/${model.weights?.commit ?? 'unapproved'}`;
    const weightsBucket = this.shared('weights', 'bucket');
    const signingKeyArn = this.shared('weights', 'signing-key-arn');
    const nodeRole = new GpuNodeRole(this, 'NodeRole', {
      clusterArn: cluster.attrArn,
      weightsBucket,
      weightsPrefix,
      weightsKeyArn: this.shared('weights', 'key-arn'),
      signingKeyArn,
    });
    const nodes = new GpuNodes(this, 'Nodes', {
      clusterName: cluster.ref,
      instanceType: host.nodes.instanceType,
      count: host.nodes.count,
      imageParameter: nodeImageParameter(host.nodeImage) ?? host.nodeImage,
      userData: nodeUserData({
        MODEL: host.model,
        WEIGHTS_BUCKET: weightsBucket,
        WEIGHTS_PREFIX: weightsPrefix,
        MANIFEST_SHA256: model.weights?.manifest.replace('sha256:', '') ?? 'none',
        WEIGHTS_SIGNING_KEY: signingKeyArn,
        ECS_CLUSTER: cluster.ref,
      }),
      instanceProfileArn: nodeRole.instanceProfileArn,
      keyArn: key.keyArn,
      subnets,
      securityGroupId: groups.nodes,
      capacityGroupArn: hasCapacity(host) ? this.shared('capacity', id, 'group-arn') : undefined,
      capacityLadder: ladderOf(host),
      tags: this.financeTags,
    });
    setOrigin(nodes, `hosts.${id}.nodes`);

    const balancer = new InternalLoadBalancer(this, 'Front', {
      name: physicalName(nameLimits.loadBalancer, topology.name, id),
      vpcId,
      subnets,
      securityGroupId: groups.balancer,
      certificateArn: host.endpoint.certificateArn,
      port: replica.port,
      healthPath: engineContainer('vllm')?.healthPath ?? '/health',
    });
    setOrigin(balancer, `hosts.${id}.endpoint`);
    const serving = new VllmService(this, 'Serving', {
      clusterName: cluster.ref,
      capacityProvider: nodes.capacityProvider,
      replica,
      replicas: host.nodes.count * replicasPerNode,
      network: { subnets, securityGroupId: groups.nodes },
      targetGroupArn: balancer.targetGroupArn,
      logGroup,
      apiKey: { secretArn: apiKey.secretArn, keyArn: key.keyArn },
      tags: this.financeTags,
    });
    // A target group takes tasks only once a listener uses it.
    serving.service.addResourceDependency(balancer.listener);
    serving.service.addResourceDependency(nodes.association);
    setOrigin(serving, `hosts.${id}.image`);

    new FleetAlarms(this, 'Alarms', { balancer: balancer.fullName, targets: balancer.targetGroupFullName, key, notify: topology.finance.notify });
    this.admitGateways(context, id, apiKey.secretArn, key.keyArn);
  }

  /** Only gateways in this network and in linked ones reach the front, and only the front reaches the nodes. */
  private securityGroups(context: StackContext, host: SelfHostedHost, vpcId: string, port: number): { balancer: string; nodes: string } {
    const { topology } = context;
    const own = entity(topology.networks, host.network);
    const callers = [own, ...linkedNetworks(topology, host.network).map(({ entity: network }) => network)];
    const balancer = new CfnSecurityGroup(this, 'FrontSecurityGroup', {
      groupDescription: 'Gateways to the load balancer',
      vpcId,
      securityGroupIngress: callers
        .filter((network) => network.cloud === 'aws')
        .map((network) => ({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: network.cidr, description: 'HTTPS from a gateway network' })),
      securityGroupEgress: [{ ipProtocol: 'tcp', fromPort: port, toPort: port, cidrIp: own.cidr, description: 'Model servers' }],
    });
    const nodes = new CfnSecurityGroup(this, 'NodeSecurityGroup', {
      groupDescription: 'Load balancer to the model servers',
      vpcId,
      securityGroupIngress: [
        { ipProtocol: 'tcp', fromPort: port, toPort: port, sourceSecurityGroupId: balancer.attrGroupId, description: 'From the load balancer' },
      ],
      // No route leads out of the network; HTTPS reaches its endpoints and the S3 gateway endpoint.
      securityGroupEgress: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0', description: 'Private endpoints' }],
    });
    return { balancer: balancer.attrGroupId, nodes: nodes.attrGroupId };
  }

  private admitGateways(context: StackContext, id: string, secretArn: string, keyArn: string): void {
    const { topology } = context;
    const workloads = workloadsOn(topology, id);
    if (workloads.length === 0) return;
    new ManagedPolicy(this, 'GatewayAccess', {
      description: `Read the API key of ${id}`,
      roles: workloads.map(([workload]) => Role.fromRoleName(this, `Gateway-${workload}`, gatewayRoleName(topology.name, workload))),
      statements: [
        new PolicyStatement({ sid: 'ReadApiKey', actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
        new PolicyStatement({ sid: 'DecryptApiKey', actions: ['kms:Decrypt'], resources: [keyArn] }),
      ],
    });
  }
}

function hasCapacity(host: SelfHostedHost): boolean {
  return Object.keys(host.capacity.reservations).length + Object.keys(host.capacity.blocks).length > 0;
}

function ladderOf(host: SelfHostedHost) {
  const { reservations, blocks, onDemand } = host.capacity;
  const steps = [
    Object.keys(reservations).length > 0 && ('on-demand-capacity-reservation' as const),
    Object.keys(blocks).length > 0 && ('capacity-block' as const),
    (onDemand || !hasCapacity(host)) && ('on-demand' as const),
  ];
  return steps.filter((step) => step !== false);
}
