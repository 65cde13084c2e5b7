import { answeringIn, forwardedDomains } from '../../../derived/link-halves.js';
import { parameterName } from '../../../derived/names.js';
import { linkedCallers } from '../../../derived/network-endpoints.js';
import { s3PrefixList } from '../../../facts/ec2.js';
import { engineContainer } from '../../../facts/serving.js';
import type { Network } from '../../../topology/schema/networks.js';
import type { Topology } from '../../../topology/schema/topology.js';

import { namedPlace } from '../../places/named-place.js';
import { valuesAt } from '../../places/values-at.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../../synthesized/stack.js';
import { egressJobOf } from '../egress-stack.js';
import { frontOf } from './front.js';
import { gatewayOpenings } from './gateway-groups.js';
import type { Openings } from './openings.js';
import { callersOf, networksOf, type Scope } from './scope.js';

/** How each type names the security groups that it is behind. */
const behind: Readonly<Record<string, readonly string[]>> = {
  'AWS::CodeBuild::Project': ['VpcConfig.SecurityGroupIds'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateData.NetworkInterfaces.Groups', 'LaunchTemplateData.SecurityGroupIds'],
  'AWS::EC2::VPCEndpoint': ['SecurityGroupIds'],
  'AWS::ECS::Service': ['NetworkConfiguration.AwsvpcConfiguration.SecurityGroups'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['SecurityGroups'],
  'AWS::Route53Resolver::ResolverEndpoint': ['SecurityGroupIds'],
};

/** Openings that the topology does not derive, and members of groups that their stack does not make. What a group may open follows from what is behind it, not from its name. */
export function* groupProblems(scope: Scope): Iterable<Problem> {
  const { stack } = scope;
  const members = membersOf(stack);
  for (const resource of stack.resources) {
    const { type, id, properties } = resource;
    if (type === 'AWS::EC2::SecurityGroup') {
      const allowed = openingsOf(scope, resource, members);
      for (const rule of blocks(properties['SecurityGroupIngress'])) yield* opening(scope, resource, rule, 'in', allowed);
      for (const rule of blocks(properties['SecurityGroupEgress'])) yield* opening(scope, resource, rule, 'out', allowed);
      if (allowed.in.length > 0 && !admitsAnybody(resource))
        yield { resource, message: `${id} admits nobody. Needed by what is behind it: ${allowed.in.join('; ')}.` };
    }
    if (type === 'AWS::EC2::SecurityGroupIngress' || type === 'AWS::EC2::SecurityGroupEgress') {
      const group = namedPlace(properties['GroupId'], resource, []);
      const allowed = group.kind === 'resource' ? openingsOf(scope, group.resource, members) : closed;
      yield* opening(scope, resource, properties, type === 'AWS::EC2::SecurityGroupIngress' ? 'in' : 'out', allowed);
    }
    for (const path of behind[type] ?? []) {
      for (const group of valuesAt(properties, path)) {
        const named = namedPlace(group, resource, []);
        if (named.kind === 'resource' && named.resource.type === 'AWS::EC2::SecurityGroup') continue;
        yield { resource, message: `${id}: ${path} is ${renderedText(group)}. Allowed: a security group of this stack, whose rules can be seen.` };
      }
    }
  }
}

function* opening(
  { further, stack }: Scope,
  resource: Resource,
  rule: Record<string, unknown>,
  direction: keyof Openings,
  allowed: Openings,
): Iterable<Problem> {
  const text = openingText(rule, stack);
  if (text === nowhere || allowed[direction].includes(text)) return;
  if (direction === 'in' && further(text.slice('tcp 443 '.length)) && text.startsWith('tcp 443 ')) return;
  const what = direction === 'in' ? 'admits' : 'lets out';
  yield { resource, message: `${resource.id} ${what} ${text}. Allowed for what is behind it: ${allowed[direction].join('; ') || 'nothing'}.` };
}

function admitsAnybody({ id, properties, stack }: Resource): boolean {
  if (blocks(properties['SecurityGroupIngress']).length > 0) return true;
  return stack.resources.some((resource) => {
    if (resource.type !== 'AWS::EC2::SecurityGroupIngress') return false;
    const group = namedPlace(resource.properties['GroupId'], resource, []);
    return group.kind === 'resource' && group.resource.id === id;
  });
}

/** What CDK writes so that a group without rules does not allow everything. */
const nowhere = 'icmp 252-86 255.255.255.255/32';
const closed: Openings = { in: [], out: [] };

function openingText(rule: Record<string, unknown>, stack: SynthesizedStack): string {
  const [protocol, from, to] = [rule['IpProtocol'], rule['FromPort'], rule['ToPort']].map((value) => (value === undefined ? 'any' : renderedText(value)));
  const peers = [
    'CidrIp',
    'CidrIpv6',
    'SourcePrefixListId',
    'DestinationPrefixListId',
    'SourceSecurityGroupId',
    'DestinationSecurityGroupId',
    'SourceSecurityGroupName',
  ];
  const peer = peers.flatMap((key) => (rule[key] === undefined ? [] : [peerText(rule[key], stack)])).join(' and ') || 'nobody that is named';
  return `${protocol} ${from === to ? from : `${from}-${to}`} ${peer}`;
}

/** A group by its logical id, or by the parameter that it is read from. */
function peerText(value: unknown, stack: SynthesizedStack): string {
  const [id] = [record(value)['Ref'] ?? record(value)['Fn::GetAtt']].flat();
  if (typeof id !== 'string') return renderedText(value);
  const parameter = record(record(stack.document['Parameters'])[id]);
  return parameter['Type'] === 'AWS::SSM::Parameter::Value<String>' ? String(parameter['Default']) : id;
}

/** Resources behind each group, by its logical id. */
function membersOf(stack: SynthesizedStack): ReadonlyMap<string, readonly Resource[]> {
  const members = new Map<string, Resource[]>();
  for (const resource of stack.resources) {
    for (const group of (behind[resource.type] ?? []).flatMap((path) => valuesAt(resource.properties, path))) {
      const named = namedPlace(group, resource, []);
      if (named.kind === 'resource') members.set(named.resource.id, [...(members.get(named.resource.id) ?? []), resource]);
    }
  }
  return members;
}

/** What everything behind a group needs. A group with nothing behind it opens nothing, except that a network without endpoints keeps theirs. */
function openingsOf(scope: Scope, group: Resource, members: ReadonlyMap<string, readonly Resource[]>): Openings {
  const inside = members.get(group.id) ?? [];
  if (inside.length === 0) return idle(scope);
  const each = [...new Set(inside.map(({ type }) => type))].map((type) => needs(scope, type, inside, members));
  const [first = closed, ...rest] = each;
  const shared = (direction: keyof Openings) => first[direction].filter((text) => rest.every((other) => other[direction].includes(text)));
  return { in: shared('in'), out: shared('out') };
}

function idle(scope: Scope): Openings {
  const [[, network] = []] = networksOf(scope);
  const ofHost = subjectOf(scope.topology, scope.stack)?.host !== undefined;
  return network === undefined || ofHost ? closed : { in: [`tcp 443 ${network.cidr}`], out: [] };
}

function needs(scope: Scope, type: string, inside: readonly Resource[], members: ReadonlyMap<string, readonly Resource[]>): Openings {
  const { topology, stack } = scope;
  if (type === 'AWS::CodeBuild::Project') return { in: [], out: ['tcp 443 0.0.0.0/0', ...proxied(scope)] };
  if (type === 'AWS::EC2::VPCEndpoint' && inside.every((one) => isProxy(scope, one))) return { in: proxied(scope), out: [] };
  const [host] = subjectOf(topology, stack)?.host ?? [];
  const [[id, network] = []] = networksOf(scope);
  const port = engineContainer('vllm').port;
  if (type === 'AWS::EC2::VPCEndpoint') {
    const ranges = id === undefined || network === undefined ? jobRanges(scope) : [network.cidr, ...(onlyBedrock(inside) ? linkedCallers(topology, id) : [])];
    return { in: ranges.map((range) => `tcp 443 ${range}`), out: [] };
  }
  if (type === 'AWS::Route53Resolver::ResolverEndpoint') return id === undefined ? closed : dnsOpenings(topology, id, inside);
  const front = frontOf(topology, stack);
  if (id === undefined || network === undefined) return closed;
  if (front?.of === 'gateway')
    return gatewayOpenings(topology, front, type, { range: network.cidr, fronts: frontsOf(members), services: awsServices(topology, id, network) });
  if (host === undefined) return closed;
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') {
    return { in: callersOf(topology, host, id).map((range) => `tcp 443 ${range}`), out: [`tcp ${port} ${network.cidr}`] };
  }
  return { in: frontsOf(members).map((group) => `tcp ${port} ${group}`), out: awsServices(topology, id, network) };
}

/** Groups that load balancers are behind. */
function frontsOf(members: ReadonlyMap<string, readonly Resource[]>): string[] {
  return [...members].flatMap(([group, all]) => (all.some((one) => one.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') ? [group] : []));
}

/** Private endpoints of a network, and S3. */
function awsServices(topology: Topology, id: string, network: Network): string[] {
  const existing = topology.existing.networks[id];
  const endpoints =
    existing === undefined ? parameterName(topology.name, 'network', id, 'endpoint-security-group') : (existing.endpoints?.securityGroup ?? network.cidr);
  const storage = network.s3PrefixList ?? s3PrefixList(network.region);
  return [endpoints, ...(storage === undefined ? [] : [storage])].map((peer) => `tcp 443 ${peer}`);
}

/** Between the job and the proxy that exists: within the network that holds nothing else. */
function proxied(scope: Scope): string[] {
  const proxy = egressJobOf(scope.topology, scope.stack)?.proxy;
  return proxy === undefined ? [] : jobRanges(scope).map((range) => `tcp ${proxy.port} ${range}`);
}

function isProxy({ topology, stack }: Pick<Scope, 'topology' | 'stack'>, { properties }: Resource): boolean {
  return properties['ServiceName'] === egressJobOf(topology, stack)?.proxy?.service;
}

/** DNS in from the other sides of links, or out to their name servers: never both through one group. */
function dnsOpenings(topology: Topology, network: string, inside: readonly Resource[]): Openings {
  const dns = (ranges: readonly string[]) => ranges.flatMap((range) => [`tcp 53 ${range}`, `udp 53 ${range}`]);
  const directions = new Set(inside.map(({ properties }) => properties['Direction']));
  if (directions.size > 1) return closed;
  if (directions.has('INBOUND')) return { in: dns(answeringIn(topology, network)?.callers ?? []), out: [] };
  const servers = forwardedDomains(topology, network).flatMap(({ answered }) => (typeof answered === 'string' ? [] : answered));
  return { in: [], out: dns(servers.map((server) => `${server}/32`)) };
}

function jobRanges({ topology, stack }: Scope): readonly string[] {
  const place = egressJobOf(topology, stack)?.place;
  return place === undefined ? [] : [place.cidr];
}

function onlyBedrock(inside: readonly Resource[]): boolean {
  return inside.every(({ properties }) => renderedText(properties['ServiceName'] ?? '').endsWith('.bedrock-runtime'));
}
