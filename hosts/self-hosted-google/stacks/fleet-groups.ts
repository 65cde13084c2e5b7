import type { ComputeInstanceGroupManager } from '@cdktf/provider-google/lib/compute-instance-group-manager/index.js';
import type { Construct } from 'constructs';
import { ModelServerHealth } from '../../../constructs/google/balancer/model-server-health.js';
import { GpuNodes } from '../../../constructs/google/fleet/gpu-nodes.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { nodeGroupName } from '../../../derived/google-fleet-names.js';
import { nodeImageName } from '../../../facts/google.js';
import { googleUserData } from '../../../runtime/node/google/user-data.js';
import { reservationName } from '../../../stacks/google/names.js';
import { pathOf } from '../../../topology/path.js';
import { nextNodeCounts, nodeCounts } from '../reservations.js';
import { googleNode } from './fleet-node.js';
import { type Fleet, type NodeRights, networkOf, serverPort } from './fleet-parts.js';

/** The check by which nodes of all versions are replaced. */
export function nodeHealing(scope: Construct, { host, project, name, serving }: Fleet): ModelServerHealth {
  return new ModelServerHealth(scope, 'Healing', {
    project,
    region: host.region,
    name: `${name}-healing`,
    port: serving.port,
    healthPath: serving.healthPath,
    check: timeouts.healing,
  });
}

/** A group of nodes for each reservation; one that stops answering is replaced, as `healing` says. */
export function fleetGroups(scope: Construct, fleet: Fleet, rights: NodeRights, healing: ModelServerHealth): ComputeInstanceGroupManager[] {
  const { id, version, host, topology, project, labels } = fleet;
  const { region } = host;
  const node = {
    machineType: host.nodes.instanceType,
    image: nodeImageName(host.nodeImage) ?? host.nodeImage,
    userData: googleUserData(googleNode(fleet)),
    ...rights,
  };
  return (version === 'next' ? nextNodeCounts(host) : nodeCounts(host)).map(([reservation, { zone, nodes: count }]) => {
    const nodes = new GpuNodes(scope, `Nodes-${reservation}`, {
      template: {
        project,
        region,
        name: nodeGroupName(topology, id, version, reservation),
        node,
        reservation: reservationName(topology, id, reservation),
        subnet: networkOf(fleet).subnet,
        labels,
      },
      zone,
      count,
      port: serverPort(fleet),
      healthCheck: healing.id,
    });
    setOrigin(nodes, pathOf('hosts', id, version === 'next' ? 'transition' : 'nodes'));
    return nodes.group;
  });
}
