import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type EncryptedSecret, readSecret } from '../../../constructs/aws/encryption/encrypted-secret.js';
import { gatewayRole } from '../../../derived/gateway-role.js';
import { s3PrefixList } from '../../../facts/ec2.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { callingNetworks, entity, workloadsOn } from '../../../topology/views.js';
import type { SharedValue } from './fleet-parts.js';

export interface FleetDoors {
  /** Id of the network that the fleet is in, and of its VPC. */
  readonly network: string;
  readonly vpcId: string;
  /** Port of the model servers. */
  readonly port: number;
  readonly shared: SharedValue;
}

/** Ids of the security groups of load balancer and nodes: only networks with a gateway that calls this fleet reach the front, only the front reaches the nodes, and nodes reach AWS alone. */
export function fleetSecurityGroups(
  scope: Construct,
  topology: Topology,
  id: string,
  doors: FleetDoors,
): { readonly balancer: string; readonly nodes: string } {
  const { network, vpcId, port } = doors;
  const callers = callingNetworks(topology, [id], network).map((from) => from.entity.cidr);
  const balancer = new CfnSecurityGroup(scope, 'FrontSecurityGroup', {
    groupDescription: 'Gateways to the load balancer',
    vpcId,
    securityGroupIngress: [...new Set(callers)].map((cidrIp) => ({ ...tcp(443), cidrIp, description: 'HTTPS from a gateway network' })),
    securityGroupEgress: [{ ...tcp(port), cidrIp: entity(topology.networks, network).cidr, description: 'Model servers' }],
  });
  const nodes = new CfnSecurityGroup(scope, 'NodeSecurityGroup', {
    groupDescription: 'Load balancer to the model servers',
    vpcId,
    securityGroupIngress: [{ ...tcp(port), sourceSecurityGroupId: balancer.attrGroupId, description: 'From the load balancer' }],
    securityGroupEgress: nodeEgress(topology, doors),
  });
  return { balancer: balancer.attrGroupId, nodes: nodes.attrGroupId };
}

/** Private endpoints and S3. Endpoints of an existing network whose security group is not declared have addresses in it. */
function nodeEgress(topology: Topology, { network, shared }: FleetDoors): CfnSecurityGroup.EgressProperty[] {
  const { cidr, region, s3PrefixList: declared } = entity(topology.networks, network);
  const existing = topology.existing.networks[network];
  const group = existing === undefined ? shared('network', network, 'endpoint-security-group') : existing.endpoints?.securityGroup;
  const endpoints = group === undefined ? { cidrIp: cidr } : { destinationSecurityGroupId: group };
  const storage = declared ?? s3PrefixList(region);
  return [
    { ...tcp(443), ...endpoints, description: 'Private endpoints' },
    ...(storage === undefined ? [] : [{ ...tcp(443), destinationPrefixListId: storage, description: 'Gateway endpoint of S3' }]),
  ];
}

/** Lets the gateway of each workload on the fleet read its API key. */
export function admitGateways(scope: Construct, topology: Topology, id: string, apiKey: EncryptedSecret): void {
  const workloads = workloadsOn(topology, id);
  if (workloads.length === 0) return;
  new ManagedPolicy(scope, 'GatewayAccess', {
    description: `Read the API key of ${id}`,
    roles: workloads.map(([workload]) => Role.fromRoleName(scope, `Gateway-${workload}`, gatewayRole(topology, workload))),
    statements: readSecret('ApiKey', apiKey),
  });
}

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
