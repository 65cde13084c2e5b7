import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { GpuNodeRole } from '../../../constructs/aws/fleet/gpu-node-role.js';
import { GpuNodes } from '../../../constructs/aws/fleet/gpu-nodes.js';
import { VllmService } from '../../../constructs/aws/fleet/vllm-service.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { weightsPrefix } from '../../../derived/names.js';
import { servedAdapters } from '../../../derived/served-adapters.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { nodeImageParameter } from '../../../facts/serving.js';
import { nodeUserData } from '../../../runtime/node/user-data.js';
import { weightsSettings } from '../../../stacks/serving.js';
import { pathOf } from '../../../topology/path.js';
import { entity } from '../../../topology/views.js';
import { capacityLadder, hasDedicated } from '../dedicated.js';
import type { AwsFleetHost } from '../schema.js';
import type { FleetParts } from './fleet-parts.js';
import { runAgents } from './node-agents.js';
import { rolloutOf } from './rollout.js';
import { servingOf } from './serving.js';
import { fleetName, serverCollector, watchModel } from './watching.js';

/** Where requests for a model come from, and the field of the host that declares its nodes. */
export interface FrontPart {
  /** Full names of the load balancer and of its target group, as metrics have them. */
  readonly fullName: string;
  readonly targetGroupFullName: string;
  readonly targetGroupArn: string;
  /** A target group takes tasks only once this uses it. */
  readonly usedBy: CfnResource;
  readonly path: 'nodes' | 'transition';
}

/**
 * One model on nodes of its own in a cluster of its own: a cluster knows its capacity providers as one list, which two
 * models that come and go at different times cannot share.
 */
export function serveModel(scope: Construct, host: AwsFleetHost, fleet: FleetParts, front: FrontPart): void {
  const { id, topology, network } = fleet;
  const serving = servingOf(topology, id, host, { environment: Stack.of(scope), fleet: fleetName(scope) });
  const cluster = new CfnCluster(scope, 'Cluster', { clusterSettings: [{ name: 'containerInsights', value: 'enhanced' }] });
  const nodes = modelNodes(scope, cluster, host, fleet);
  setOrigin(nodes, pathOf('hosts', id, front.path));
  const rollout = rolloutOf(host, serving.replicasPerNode);
  const service = new VllmService(scope, 'Serving', {
    cluster: { name: cluster.ref, capacityProvider: nodes.capacityProvider },
    task: {
      family: [Stack.of(scope).stackName, ...(front.path === 'transition' ? ['next'] : []), 'vllm'].join('-'),
      replica: serving.replica,
      collector: serverCollector(scope, fleet, host),
      logGroup: fleet.logGroup,
      apiKey: fleet.apiKey,
    },
    rollout: { ...rollout, replicas: host.scaling === undefined ? rollout.replicas : undefined },
    network,
    targetGroupArn: front.targetGroupArn,
    tags: fleet.tags,
  });
  service.service.addResourceDependency(front.usedBy);
  service.service.addResourceDependency(nodes.association);
  setOrigin(service, pathOf('hosts', id, 'image'));
  runAgents(scope, fleet, cluster.ref);
  watchModel(scope, fleet, { host, clusterName: cluster.ref, serving: service, replicas: rollout.replicas, balancer: front });
}

/** The nodes of one model, which prove its weights before they join the cluster. */
function modelNodes(scope: Construct, cluster: CfnCluster, host: AwsFleetHost, { id, topology, key, network, shared, tags }: FleetParts): GpuNodes {
  const model = entity(topology.models, host.model);
  const adapters = servedAdapters(topology, host);
  const weights = {
    bucket: shared('weights', 'bucket'),
    prefix: weightsPrefix(model),
    signingKeyArn: shared('weights', 'signing-key-arn'),
    keyArn: shared('weights', 'key-arn'),
  };
  const role = new GpuNodeRole(scope, 'NodeRole', {
    clusterArn: cluster.attrArn,
    weights,
    adapterPrefixes: adapters.map((adapter) => weightsPrefix(adapter.model)),
  });
  const settings = {
    ...weightsSettings(host.model, model, { bucket: weights.bucket, signingKey: weights.signingKeyArn }, adapters),
    ECS_CLUSTER: cluster.ref,
    STOP_TIMEOUT_SECONDS: String(timeouts.kill),
    GPU_EXPORTER: host.images.dcgm === undefined ? 'no' : 'yes',
  };
  const nodes = new GpuNodes(scope, 'Nodes', {
    clusterName: cluster.ref,
    count: host.nodes.count,
    node: {
      instanceType: host.nodes.instanceType,
      imageParameter: nodeImageParameter(host.nodeImage) ?? host.nodeImage,
      userData: nodeUserData(settings, fatalXids()),
      instanceProfileArn: role.instanceProfileArn,
      keyArn: key.keyArn,
    },
    network,
    capacity: {
      groupArn: hasDedicated(host.capacity) ? shared('capacity', id, 'group-arn') : undefined,
      ladder: capacityLadder(host.capacity),
    },
    tags,
  });
  role.takesItselfOutOf(nodes.group);
  return nodes;
}
