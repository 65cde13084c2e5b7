import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EncryptionKey } from '../../../constructs/aws/encryption/encryption-key.js';
import { gatewayDestinations } from '../../../derived/gateway-destinations.js';
import type { GatewayPlace } from '../../../derived/gateway-service.js';
import { gatewayAssetPrefix, gatewayTaskRoleName } from '../../../derived/names.js';
import { s3PrefixList } from '../../../facts/ec2.js';
import { ports } from '../../../runtime/gateway/forms/places.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import type { ConfigurationObject } from './containers.js';

export interface GatewayDoors extends GatewayPlace {
  readonly vpcId: string;
  /** Security group of the private endpoints of the network; undefined where the network exists and does not declare it. */
  readonly endpointGroup: string | undefined;
}

/** Ids of the security groups of load balancer and tasks: only ranges of callers reach the front, only the front reaches the tasks, and tasks reach what routes need. */
export function gatewaySecurityGroups(scope: Construct, topology: Topology, doors: GatewayDoors): { readonly front: string; readonly tasks: string } {
  const { zone, network, vpcId } = doors;
  const { cidr } = entity(topology.networks, network);
  const callers = entity(topology.gateway.zones, zone).endpoint?.callers ?? [];
  const front = new CfnSecurityGroup(scope, 'FrontSecurityGroup', {
    groupDescription: 'Applications to the load balancer of the gateway',
    vpcId,
    securityGroupIngress: [...new Set(callers)].map((cidrIp) => ({ ...tcp(443), cidrIp, description: 'HTTPS from applications' })),
    securityGroupEgress: Object.values(ports).map((port) => ({ ...tcp(port), cidrIp: cidr, description: 'Tasks of the gateway' })),
  });
  const tasks = new CfnSecurityGroup(scope, 'TaskSecurityGroup', {
    groupDescription: 'Load balancer to the tasks of the gateway',
    vpcId,
    securityGroupIngress: Object.values(ports).map((port) => ({
      ...tcp(port),
      sourceSecurityGroupId: front.attrGroupId,
      description: 'From the load balancer',
    })),
    securityGroupEgress: taskEgress(topology, doors),
  });
  return { front: front.attrGroupId, tasks: tasks.attrGroupId };
}

function taskEgress(topology: Topology, { zone, network, endpointGroup }: GatewayDoors): CfnSecurityGroup.EgressProperty[] {
  const { cidr, region, s3PrefixList: declared } = entity(topology.networks, network);
  const endpoints = endpointGroup === undefined ? { cidrIp: cidr } : { destinationSecurityGroupId: endpointGroup };
  const storage = declared ?? s3PrefixList(region);
  return [
    { ...tcp(443), ...endpoints, description: 'Private endpoints' },
    ...(storage === undefined ? [] : [{ ...tcp(443), destinationPrefixListId: storage, description: 'Gateway endpoint of S3' }]),
    ...gatewayDestinations(topology, zone).map(({ range, port, what }) => ({ ...tcp(port), cidrIp: range, description: what })),
  ];
}

/** What the role of a zone's tasks may do besides taking the roles of its workloads: read its configuration and the digests of its callers' keys. */
export function admitTasks(
  scope: Construct,
  topology: Topology,
  zone: string,
  reads: { configuration: ConfigurationObject; keys: Bucket; key: EncryptionKey },
): ManagedPolicy {
  const { configuration, keys, key } = reads;
  const { account, partition } = Stack.of(scope);
  const own = { StringEquals: { 'aws:ResourceAccount': account } };
  return new ManagedPolicy(scope, 'TaskAccess', {
    description: `What tasks of the gateway of ${zone} read`,
    roles: [Role.fromRoleName(scope, 'TaskRole', gatewayTaskRoleName(topology.name, zone))],
    statements: [
      new PolicyStatement({
        sid: 'ReadConfiguration',
        actions: ['s3:GetObject'],
        // Of any digest: the task definition says which, and the task compares. A changed route so changes no right.
        resources: [`arn:${partition}:s3:::${configuration.bucket}/${gatewayAssetPrefix(topology.name, zone)}*`],
        conditions: own,
      }),
      new PolicyStatement({ sid: 'ReadKeys', actions: ['s3:GetObject'], resources: [keys.arnForObjects('keys/*')], conditions: own }),
      new PolicyStatement({
        sid: 'ListKeys',
        actions: ['s3:ListBucket'],
        resources: [keys.bucketArn],
        conditions: { ...own, StringLike: { 's3:prefix': 'keys/' } },
      }),
      new PolicyStatement({ sid: 'DecryptKeys', actions: ['kms:Decrypt'], resources: [key.keyArn] }),
    ],
  });
}

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
