import type { EgressJob } from '../../derived/egress-jobs.js';
import { egressJobOf, internetAccess } from '../../evidence/network/egress-stack.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { IngestProxy } from '../../topology/schema/existing.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'network/ingest-egress',
  severity: 'fatal',
  title: 'The network of a job that brings weights or images in holds the job alone, and reaches their source alone.',
  why: 'These are the only ways to the internet in the whole system, and what runs there may write what every node and gateway will run. A server placed beside the job, a connection to another network, a port or a name more than the download needs turns the supply into ingress and egress.',
  fix: 'Leave the network as it is emitted: one private subnet behind a NAT gateway, HTTPS only, names from facts/huggingface.yaml or facts/registries.yaml, nothing else in it. What else needs the internet belongs somewhere else.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html',

  *stack(stack, { topology }) {
    const job = egressJobOf(topology, stack);
    if (job === undefined) return;
    for (const { message, resource } of [...ingestPathProblems(stack, job.proxy), ...ingestNamesProblems(job, stack)]) {
      yield { path: resource?.origin ?? job.path, message, ...(resource === undefined ? { stack } : { resource }) };
    }
  },
};

type Problem = Pick<Violation, 'message' | 'resource'>;

/** Whatever computes or answers besides the job. */
const tenants = /^AWS::(AutoScaling|Batch|EC2::(EC2Fleet|Instance|LaunchTemplate|SpotFleet)|ECS|EKS|ElasticLoadBalancing\w*|Lambda|RDS|SageMaker)(::|$)/;
/** Whatever ties the network to another one. */
const ties = /^AWS::(EC2::(VPCPeeringConnection|TransitGateway\w*|VPN\w+|ClientVpn\w+)|VpcLattice::\w+|RAM::\w+)$/;
/** What gives the network a way to the internet of its own. */
const ownWays: ReadonlySet<string> = new Set([...internetAccess].filter((type) => type !== 'AWS::EC2::SecurityGroup'));
/** What CDK writes so that a group without rules does not allow everything. */
const nowhere = '255.255.255.255/32';

/** Ways into, out of and across the network of the job that it does not need. */
function* ingestPathProblems(stack: SynthesizedStack, proxy: IngestProxy | undefined): Iterable<Problem> {
  for (const resource of stack.resources) {
    const { type, id, properties } = resource;
    if (tenants.test(type)) yield { resource, message: `${id} is ${type}. Allowed beside the job: nothing that computes or answers.` };
    if (ties.test(type)) yield { resource, message: `${id} is ${type}, which ties the network of the job to another one. Allowed: none.` };
    if (proxy !== undefined && ownWays.has(type))
      yield { resource, message: `${id} is ${type}, beside a proxy that exists. Allowed: no route to the internet.` };
    if (type === 'AWS::EC2::SecurityGroup') yield* groupProblems(resource, proxy);
    if (type === 'AWS::EC2::SecurityGroupEgress') yield* portProblem(resource, properties, proxy);
    if (type === 'AWS::EC2::Route' && properties['DestinationIpv6CidrBlock'] !== undefined) {
      yield { resource, message: `${id} leads to ${renderedText(properties['DestinationIpv6CidrBlock'])}. Allowed: IPv4 through the NAT gateway.` };
    }
    if (type === 'AWS::CodeBuild::Project') yield* projectProblems(resource, proxy);
  }
}

function* groupProblems(resource: Resource, proxy: IngestProxy | undefined): Iterable<Problem> {
  const egress = resource.properties['SecurityGroupEgress'];
  if (egress === undefined) yield { resource, message: `${resource.id} names no destination, which means every port of every address. Allowed: tcp 443.` };
  for (const rule of blocks(egress)) yield* portProblem(resource, rule, proxy);
}

function* portProblem(resource: Resource, rule: Readonly<Record<string, unknown>>, proxy: IngestProxy | undefined): Iterable<Problem> {
  if (rule['CidrIp'] === nowhere) return;
  const [protocol, from, to] = [rule['IpProtocol'], rule['FromPort'], rule['ToPort']].map((value) => String(value ?? 'any'));
  const ports = ['443', ...(proxy === undefined || rule['CidrIp'] === '0.0.0.0/0' ? [] : [String(proxy.port)])];
  if (protocol === 'tcp' && from === to && ports.includes(from ?? '')) return;
  yield {
    resource,
    message: `${resource.id} lets ${protocol === '-1' ? 'every protocol' : `${protocol} ${from} to ${to}`} out. Allowed: tcp ${ports.join(', ')}.`,
  };
}

/** The job has no address of its own that could be reached or that could be seen behind. */
function* projectProblems(resource: Resource, proxy: IngestProxy | undefined): Iterable<Problem> {
  const { id, properties, stack } = resource;
  const subnets = dig(properties, 'VpcConfig', 'Subnets');
  if (!Array.isArray(subnets) || subnets.length === 0) {
    yield { resource, message: `${id} is in no subnet, so it reaches the whole internet. Allowed: the private subnet of the job.` };
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
    // Beside a proxy every way to the internet is a finding of its own.
    if (proxy !== undefined || (ways.length > 0 && ways.every(({ properties: one }) => one['NatGatewayId'] !== undefined))) continue;
    yield { resource, message: `${id} is in ${subnet}, whose route to the internet is not a NAT gateway of this stack. Allowed: a private subnet behind one.` };
  }
  if (String(dig(properties, 'Environment', 'PrivilegedMode') ?? false) !== 'false') yield { resource, message: `${id} is privileged. Allowed: false.` };
}

/** Names that the network of the job can resolve and should not. */
function* ingestNamesProblems(job: EgressJob, stack: SynthesizedStack): Iterable<Problem> {
  const ofType = (type: string) => stack.resources.filter((resource) => resource.type === `AWS::${type}`);
  for (const vpc of ofType('EC2::VPC')) {
    const association = ofType('Route53Resolver::FirewallRuleGroupAssociation').find(
      ({ properties }) => properties['VpcId'] !== undefined && refersTo(properties['VpcId'], vpc),
    );
    const group = ofType('Route53Resolver::FirewallRuleGroup').find((one) => refersTo(association?.properties['FirewallRuleGroupId'], one));
    if (group === undefined) {
      yield { resource: vpc, message: `${vpc.id} resolves every name. Allowed: the names that a download needs, by a DNS Firewall rule group.` };
      continue;
    }
    const rules = blocks(group.properties['FirewallRules']).sort((a, b) => Number(a['Priority']) - Number(b['Priority']));
    const last = rules.at(-1);
    const lists = ofType('Route53Resolver::FirewallDomainList');
    const domainsOf = (rule: Readonly<Record<string, unknown>> | undefined) => {
      const list = lists.find((one) => refersTo(rule?.['FirewallDomainListId'], one))?.properties['Domains'];
      return Array.isArray(list) ? list.map(renderedText) : undefined;
    };
    if (last?.['Action'] !== 'BLOCK' || domainsOf(last)?.includes('*') !== true) {
      yield { resource: group, message: `The last rule of ${group.id} does not block every other name. Allowed: BLOCK of *.` };
    }
    for (const rule of rules.filter(({ Action }) => Action !== 'BLOCK')) {
      const strange = domainsOf(rule)?.filter((domain) => !isNeeded(job, stack, domain));
      if (strange === undefined) yield { resource: group, message: `A rule of ${group.id} lets names through that are not listed in its stack.` };
      else if (strange.length > 0) {
        yield {
          resource: group,
          message: `${group.id} lets ${strange.join(', ')} through. Allowed: the hosts of ${job.source} and single endpoints of AWS.`,
        };
      }
    }
  }
}

/** Sources of the job, and single names of AWS in the region: of endpoints, and of its buckets. Any other bucket may be somebody's. */
function isNeeded({ domains, endpoints, storage, proxy }: EgressJob, { account, region }: SynthesizedStack, domain: string): boolean {
  const registry: Readonly<Record<string, string>> = { 'ecr.api': 'api.ecr', 'ecr.dkr': `${account}.dkr.ecr` };
  const services = Object.keys(endpoints).map((service) => registry[service] ?? service);
  const inRegion = [...services, ...Object.keys(storage.buckets).map((bucket) => `${bucket}.s3`)].map((name) => `${name}.${region}.`);
  const suffix = /^(amazonaws\.(com|eu)|\$\{AWS::URLSuffix\})\.?$/;
  // A proxy asks for names on the internet itself.
  const outside = proxy === undefined ? domains : [proxy.name];
  return outside.includes(domain) || inRegion.some((start) => domain.startsWith(start) && suffix.test(domain.slice(start.length)));
}

function refersTo(value: unknown, { id }: Resource): boolean {
  return new RegExp(`^\\$\\{${id}(\\.\\w+)?\\}$`).test(renderedText(value ?? ''));
}
