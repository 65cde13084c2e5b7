import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type CfnResource, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptedLogGroup } from '../../../constructs/aws/encrypted-log-group.js';
import { FleetKey } from '../../../constructs/aws/fleet-key.js';
import { GpuNodeRole } from '../../../constructs/aws/gpu-node-role.js';
import { GpuNodes } from '../../../constructs/aws/gpu-nodes.js';
import { InternalLoadBalancer } from '../../../constructs/aws/internal-load-balancer.js';
import { ModelRoute } from '../../../constructs/aws/model-route.js';
import { VllmService } from '../../../constructs/aws/vllm-service.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { gatewayRoleName, physicalName, weightsPrefix } from '../../../derived/names.js';
import { s3PrefixList } from '../../../facts/ec2.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { nameLimit } from '../../../facts/limits.js';
import { engineContainer, nodeImageParameter } from '../../../facts/serving.js';
import { nodeUserData } from '../../../runtime/node/user-data.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import type { Network } from '../../../topology/schema/networks.js';
import { callingNetworks, entity, workloadsOn } from '../../../topology/views.js';
import { hasDedicated } from '../dedicated.js';
import type { AwsFleetHost } from '../schema.js';
import { rolloutOf } from './rollout.js';
import { servingOf } from './serving.js';
import { fleetName, serverCollector, watchFleet } from './watching.js';

/** What the models of one fleet share. */
interface FleetParts {
  readonly id: string;
  readonly key: FleetKey;
  readonly logGroup: EncryptedLogGroup;
  readonly apiKey: Secret;
  readonly subnets: readonly string[];
  readonly securityGroupId: string;
}

/** Where requests for a model come from, and the field of the host that declares its nodes. */
interface FrontPart {
  readonly targetGroupArn: string;
  readonly usedBy: CfnResource;
  readonly path: 'nodes' | 'transition';
}

/** vLLM on dedicated GPU nodes behind a private load balancer. */
export class FleetStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: AwsFleetHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-fleet', id],
      description: `${host.model} on ${host.nodes.count} × ${host.nodes.instanceType}`,
      origin: pathOf('hosts', id),
      tags: { host: id },
      terminationProtection: true,
    });
    const { topology } = context;
    const network = { subnets: this.subnets(host.network), vpcId: this.vpcId(host.network) };
    const { port } = servingOf(topology, host, this, fleetName(this)).replica;
    const groups = this.securityGroups(context, id, host, network.vpcId, port);

    const key = new FleetKey(this, 'Key', { description: `Fleet ${id}: volumes, logs, API key` });
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    const apiKey = new Secret(this, 'ApiKey', {
      description: `API key of ${id}; the gateway presents it, vLLM checks it`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { healthPath } = engineContainer('vllm');
    const balancer = new InternalLoadBalancer(this, 'Front', {
      name: physicalName(nameLimit('loadBalancer'), topology.name, id),
      vpcId: network.vpcId,
      subnets: network.subnets,
      securityGroupId: groups.balancer,
      certificateArn: host.endpoint.certificateArn,
      port,
      healthPath,
    });
    setOrigin(balancer, pathOf('hosts', id, 'endpoint'));
    const fleet = { id, key, logGroup, apiKey, subnets: network.subnets, securityGroupId: groups.nodes };

    // A target group takes tasks only once a listener uses it.
    const served = this.serve(this, context, host, fleet, { targetGroupArn: balancer.targetGroupArn, usedBy: balancer.listener, path: 'nodes' });
    watchFleet(this, { ...fleet, ...served, topology, host, balancer, tags: this.financeTags });

    const { transition } = host;
    if (transition !== undefined) {
      const next = new Construct(this, 'Next');
      setOrigin(next, pathOf('hosts', id, 'transition'));
      const route = new ModelRoute(next, 'Route', {
        listenerArn: balancer.listener.ref,
        model: transition.next,
        priority: 1,
        vpcId: network.vpcId,
        port,
        healthPath,
      });
      // As many replicas as its nodes hold: the host's bounds and schedules are sized for the model that stays.
      const nodes = { ...host.nodes, count: transition.nodes, spare: 0 };
      const nextHost = { ...host, model: transition.next, nodes, scaling: undefined };
      const front = { fullName: balancer.fullName, targetGroupFullName: route.targets.attrTargetGroupFullName };
      const served = this.serve(next, context, nextHost, fleet, { targetGroupArn: route.targets.ref, usedBy: route.rule, path: 'transition' });
      watchFleet(next, {
        ...fleet,
        ...served,
        topology,
        host: { ...nextHost, capacity: { ...host.capacity, blocks: {} } },
        balancer: front,
        tags: this.financeTags,
      });
    }
    this.admitGateways(context, id, apiKey.secretArn, key.keyArn);
  }

  /**
   * One model on nodes of its own in a cluster of its own: a cluster knows its capacity providers as one list, which two
   * models that come and go at different times cannot share.
   */
  private serve(scope: Construct, { topology }: StackContext, host: AwsFleetHost, fleet: FleetParts, front: FrontPart) {
    const model = entity(topology.models, host.model);
    const { replica, replicasPerNode } = servingOf(topology, host, this, fleetName(scope));
    const cluster = new CfnCluster(scope, 'Cluster', { clusterSettings: [{ name: 'containerInsights', value: 'enhanced' }] });
    const prefix = weightsPrefix(model);
    const weightsBucket = this.shared('weights', 'bucket');
    const signingKeyArn = this.shared('weights', 'signing-key-arn');
    const nodeRole = new GpuNodeRole(scope, 'NodeRole', {
      clusterArn: cluster.attrArn,
      weightsBucket,
      weightsPrefix: prefix,
      weightsKeyArn: this.shared('weights', 'key-arn'),
      signingKeyArn,
    });
    const nodes = new GpuNodes(scope, 'Nodes', {
      clusterName: cluster.ref,
      instanceType: host.nodes.instanceType,
      count: host.nodes.count,
      imageParameter: nodeImageParameter(host.nodeImage) ?? host.nodeImage,
      userData: nodeUserData(
        {
          MODEL: host.model,
          WEIGHTS_BUCKET: weightsBucket,
          WEIGHTS_PREFIX: prefix,
          MANIFEST_SHA256: model.weights?.manifest.replace('sha256:', '') ?? 'none',
          WEIGHTS_SIGNING_KEY: signingKeyArn,
          ECS_CLUSTER: cluster.ref,
          STOP_TIMEOUT_SECONDS: String(timeouts.kill),
        },
        { gpuExporter: host.images.dcgm !== undefined, fatalXids: fatalXids() },
      ),
      instanceProfileArn: nodeRole.instanceProfileArn,
      keyArn: fleet.key.keyArn,
      subnets: fleet.subnets,
      securityGroupId: fleet.securityGroupId,
      capacityGroupArn: hasDedicated(host.capacity) ? this.shared('capacity', fleet.id, 'group-arn') : undefined,
      capacityLadder: ladderOf(host),
      tags: this.financeTags,
    });
    setOrigin(nodes, pathOf('hosts', fleet.id, front.path));
    const rollout = rolloutOf(host, replicasPerNode);
    const network = { subnets: fleet.subnets, securityGroupId: fleet.securityGroupId };
    const serving = new VllmService(scope, 'Serving', {
      family: [this.stackName, ...(front.path === 'transition' ? ['next'] : []), 'vllm'].join('-'),
      clusterName: cluster.ref,
      capacityProvider: nodes.capacityProvider,
      replica,
      replicas: host.scaling === undefined ? rollout.replicas : undefined,
      rollout,
      collector: serverCollector(scope, { ...fleet, host }),
      network,
      targetGroupArn: front.targetGroupArn,
      logGroup: fleet.logGroup,
      apiKey: { secretArn: fleet.apiKey.secretArn, keyArn: fleet.key.keyArn },
      tags: this.financeTags,
    });
    serving.service.addResourceDependency(front.usedBy);
    serving.service.addResourceDependency(nodes.association);
    setOrigin(serving, pathOf('hosts', fleet.id, 'image'));
    return { clusterName: cluster.ref, network, serving, replicasPerNode };
  }

  /** Only networks with a gateway that calls this fleet reach the front, only the front reaches the nodes, and nodes reach AWS alone. */
  private securityGroups({ topology }: StackContext, id: string, host: AwsFleetHost, vpcId: string, port: number): { balancer: string; nodes: string } {
    const own = entity(topology.networks, host.network);
    const callers = callingNetworks(topology, [id], host.network).map((from) => from.entity.cidr);
    const balancer = new CfnSecurityGroup(this, 'FrontSecurityGroup', {
      groupDescription: 'Gateways to the load balancer',
      vpcId,
      securityGroupIngress: [...new Set(callers)].map((cidrIp) => ({ ...tcp(443), cidrIp, description: 'HTTPS from a gateway network' })),
      securityGroupEgress: [{ ...tcp(port), cidrIp: own.cidr, description: 'Model servers' }],
    });
    const nodes = new CfnSecurityGroup(this, 'NodeSecurityGroup', {
      groupDescription: 'Load balancer to the model servers',
      vpcId,
      securityGroupIngress: [{ ...tcp(port), sourceSecurityGroupId: balancer.attrGroupId, description: 'From the load balancer' }],
      securityGroupEgress: this.nodeEgress(host.network, own),
    });
    return { balancer: balancer.attrGroupId, nodes: nodes.attrGroupId };
  }

  /** Private endpoints and S3. Which security group the endpoints of an existing network have is not declared; they have addresses in it. */
  private nodeEgress(id: string, network: Network): CfnSecurityGroup.EgressProperty[] {
    const endpoints =
      this.topology.existing.networks[id] === undefined
        ? { destinationSecurityGroupId: this.shared('network', id, 'endpoint-security-group') }
        : { cidrIp: network.cidr };
    const storage = network.s3PrefixList ?? s3PrefixList(network.region);
    return [
      { ...tcp(443), ...endpoints, description: 'Private endpoints' },
      ...(storage === undefined ? [] : [{ ...tcp(443), destinationPrefixListId: storage, description: 'Gateway endpoint of S3' }]),
    ];
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

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}

function ladderOf(host: AwsFleetHost) {
  const { reservations, blocks, onDemand } = host.capacity;
  const steps = [
    Object.keys(reservations).length > 0 && ('on-demand-capacity-reservation' as const),
    Object.keys(blocks).length > 0 && ('capacity-block' as const),
    (onDemand || !hasDedicated(host.capacity)) && ('on-demand' as const),
  ];
  return steps.filter((step) => step !== false);
}
