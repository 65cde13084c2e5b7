import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Violation } from '../rule.js';

type Problem = Pick<Violation, 'message' | 'resource'>;

/** Whatever computes or answers besides the job. */
const tenants = /^AWS::(AutoScaling|Batch|EC2::(EC2Fleet|Instance|LaunchTemplate|SpotFleet)|ECS|EKS|ElasticLoadBalancing\w*|Lambda|RDS|SageMaker)(::|$)/;
/** Whatever ties the network to another one. */
const ties = /^AWS::(EC2::(VPCPeeringConnection|TransitGateway\w*|VPN\w+|ClientVpn\w+)|VpcLattice::\w+|RAM::\w+)$/;
/** What CDK writes so that a group without rules does not allow everything. */
const nowhere = '255.255.255.255/32';

/** Ways into, out of and across the network of the job that it does not need. */
export function* ingestPathProblems(stack: SynthesizedStack): Iterable<Problem> {
  for (const resource of stack.resources) {
    const { type, id, properties } = resource;
    if (tenants.test(type)) yield { resource, message: `${id} is ${type}. Allowed beside the job: nothing that computes or answers.` };
    if (ties.test(type)) yield { resource, message: `${id} is ${type}, which ties the network of the job to another one. Allowed: none.` };
    if (type === 'AWS::EC2::SecurityGroup') yield* groupProblems(resource);
    if (type === 'AWS::EC2::SecurityGroupEgress') yield* portProblem(resource, properties);
    if (type === 'AWS::EC2::Route' && properties['DestinationIpv6CidrBlock'] !== undefined) {
      yield { resource, message: `${id} leads to ${renderedText(properties['DestinationIpv6CidrBlock'])}. Allowed: IPv4 through the NAT gateway.` };
    }
    if (type === 'AWS::CodeBuild::Project') yield* projectProblems(resource);
  }
}

function* groupProblems(resource: Resource): Iterable<Problem> {
  const egress = resource.properties['SecurityGroupEgress'];
  if (egress === undefined) yield { resource, message: `${resource.id} names no destination, which means every port of every address. Allowed: tcp 443.` };
  for (const rule of blocks(egress)) yield* portProblem(resource, rule);
}

function* portProblem(resource: Resource, rule: Readonly<Record<string, unknown>>): Iterable<Problem> {
  if (rule['CidrIp'] === nowhere) return;
  const [protocol, from, to] = [rule['IpProtocol'], rule['FromPort'], rule['ToPort']].map((value) => String(value ?? 'any'));
  if (protocol === 'tcp' && from === '443' && to === '443') return;
  yield { resource, message: `${resource.id} lets ${protocol === '-1' ? 'every protocol' : `${protocol} ${from} to ${to}`} out. Allowed: tcp 443.` };
}

/** The job has no address of its own that could be reached or that could be seen behind. */
function* projectProblems(resource: Resource): Iterable<Problem> {
  const { id, properties, stack } = resource;
  const subnets = dig(properties, 'VpcConfig', 'Subnets');
  if (!Array.isArray(subnets) || subnets.length === 0) {
    yield { resource, message: `${id} stands in no subnet, so it reaches the whole internet. Allowed: the private subnet of the job.` };
    return;
  }
  for (const subnet of subnets.map(renderedText)) {
    const table = stack.resources.find(
      ({ type, properties: one }) => type === 'AWS::EC2::SubnetRouteTableAssociation' && renderedText(one['SubnetId']) === subnet,
    );
    const ways = stack.resources.filter(
      ({ type, properties: one }) =>
        type === 'AWS::EC2::Route' && table !== undefined && renderedText(one['RouteTableId']) === renderedText(table.properties['RouteTableId']),
    );
    if (ways.length > 0 && ways.every(({ properties: one }) => one['NatGatewayId'] !== undefined)) continue;
    yield { resource, message: `${id} stands in ${subnet}, whose way out is not a NAT gateway of this stack. Allowed: a private subnet behind one.` };
  }
  if (String(dig(properties, 'Environment', 'PrivilegedMode') ?? false) !== 'false') yield { resource, message: `${id} is privileged. Allowed: false.` };
}
