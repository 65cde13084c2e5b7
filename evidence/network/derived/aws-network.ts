import { type TransitAttachment, transitAttachments } from '../../../derived/link-halves.js';
import { gatewayServices } from '../../../derived/needed-services.js';
import { endpointsOfNetwork } from '../../../derived/network-endpoints.js';
import { rangesWithin } from '../../../topology/ipv4-range.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import { type Resource, record } from '../../synthesized/stack.js';
import { egressJobOf } from '../egress-stack.js';
import type { Scope } from './scope.js';
import { networksOf } from './scope.js';
import { absent, is, mayBe, names, type Setting, unlike } from './setting.js';

/** Range, subnets, routes and private endpoints of a VPC that are not as derived. */
export function* vpcProblems(scope: Scope): Iterable<Problem> {
  for (const resource of scope.stack.resources) {
    const settings = settingsOf[resource.type];
    if (settings !== undefined) yield* unlike(resource, settings(scope, resource));
  }
  yield* missingJobEndpoints(scope);
  yield* missingRoutes(scope);
}

/** The job has a way to the internet: without an endpoint its calls, uploads among them, go there, past every policy. */
function* missingJobEndpoints({ topology, stack }: Scope): Iterable<Problem> {
  const job = egressJobOf(topology, stack);
  if (job === undefined) return;
  const made = stack.resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint').map(({ properties }) => renderedText(properties['ServiceName'] ?? ''));
  const missing = [...Object.keys(job.endpoints), ...gatewayServices].filter((service) => !made.some((name) => name.endsWith(`.${service}`)));
  if (missing.length > 0) yield { message: `${stack.name} has no private endpoint for ${missing.join(', ')}, so that the job calls it over the internet.` };
}

/** Routes to the other sides of links that a table of the network does not have: what is derived is there as well, and not only allowed. */
function* missingRoutes(scope: Scope): Iterable<Problem> {
  const { topology, stack } = scope;
  const [[id] = []] = subjectOf(topology, stack)?.kind === 'aws-network' ? networksOf(scope) : [];
  if (id === undefined) return;
  const ofType = (type: string) => stack.resources.filter((resource) => resource.type === type);
  for (const { transitGateway, routes } of transitAttachments(topology, id)) {
    if (!ofType('AWS::EC2::TransitGatewayVpcAttachment').some(({ properties }) => properties['TransitGatewayId'] === transitGateway))
      yield { message: `${id} has no attachment to ${transitGateway}.` };
    for (const table of ofType('AWS::EC2::RouteTable')) {
      const own = ofType('AWS::EC2::Route').filter(({ properties }) => record(properties['RouteTableId'])['Ref'] === table.id);
      const missing = routes.filter(({ range }) => !own.some(({ properties }) => properties['DestinationCidrBlock'] === range));
      if (missing.length > 0)
        yield { resource: table, message: `${table.id} has no route to ${missing.map(({ range }) => range).join(', ')} over ${transitGateway}.` };
    }
  }
}

const vpc = names('VpcId', 'AWS::EC2::VPC');

const settingsOf: Readonly<Record<string, (scope: Scope, resource: Resource) => readonly Setting[]>> = {
  'AWS::EC2::VPC': (scope) => [is('CidrBlock', ...placeOf(scope).ranges)],
  'AWS::EC2::Subnet': (scope) => {
    const { ranges, zones } = placeOf(scope);
    const inside: Setting = {
      path: 'CidrBlock',
      allowed: `a part of ${ranges.join(', ') || 'no range'}`,
      holds: (value) => typeof value === 'string' && ranges.some((range) => rangesWithin(value, range)),
      needed: true,
    };
    return [vpc, inside, is('AvailabilityZone', ...zones)];
  },
  // Where a network is made, its groups are in it; those of hosts are where placementProblems wants them.
  'AWS::EC2::SecurityGroup': ({ stack }) => (stack.resources.some(({ type }) => type === 'AWS::EC2::VPC') ? [vpc] : []),
  'AWS::EC2::RouteTable': () => [vpc],
  'AWS::EC2::SubnetRouteTableAssociation': () => [names('RouteTableId', 'AWS::EC2::RouteTable'), names('SubnetId', 'AWS::EC2::Subnet')],
  'AWS::EC2::VPCGatewayAttachment': () => [vpc, names('InternetGatewayId', 'AWS::EC2::InternetGateway'), absent('VpnGatewayId')],
  'AWS::EC2::Route': routeSettings,
  'AWS::EC2::TransitGatewayVpcAttachment': attachmentSettings,
  'AWS::EC2::VPCEndpoint': endpointSettings,
};

/** Every way that a route can name where it leads to, and every destination but a range of IPv4. */
const wayless = [
  ...['CarrierGatewayId', 'CoreNetworkArn', 'EgressOnlyInternetGatewayId', 'GatewayId', 'InstanceId', 'LocalGatewayId', 'NatGatewayId', 'NetworkInterfaceId'],
  ...['OdbNetworkArn', 'TransitGatewayId', 'VpcEndpointId', 'VpcPeeringConnectionId', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
];
const onlyBy = (target: Setting) => [target, ...wayless.filter((path) => path !== target.path).map(absent)];

/**
 * An isolated network has its own routes, and those to the other sides of links that are attached here, each over the link's gateway. The one of
 * a job leads to the NAT gateway, and that to the internet.
 */
function routeSettings(scope: Scope, resource: Resource): readonly Setting[] {
  const { properties } = resource;
  const inTable = names('RouteTableId', 'AWS::EC2::RouteTable');
  if (egressJobOf(scope.topology, scope.stack) !== undefined) {
    const target = properties['NatGatewayId'] === undefined ? names('GatewayId', 'AWS::EC2::InternetGateway') : names('NatGatewayId', 'AWS::EC2::NatGateway');
    return [inTable, ...onlyBy(target), is('DestinationCidrBlock', '0.0.0.0/0')];
  }
  const over = attachmentsOf(scope);
  if (over.length === 0) return [{ path: '', allowed: 'no route in an isolated network', holds: () => false, needed: true }];
  const ranges = over
    .filter(({ transitGateway }) => transitGateway === properties['TransitGatewayId'])
    .flatMap(({ routes }) => routes.map(({ range }) => range));
  return [inTable, ...onlyBy(is('TransitGatewayId', ...over.map(({ transitGateway }) => transitGateway))), is('DestinationCidrBlock', ...ranges)];
}

function attachmentSettings(scope: Scope, resource: Resource): readonly Setting[] {
  const over = attachmentsOf(scope);
  const own = over.find(({ transitGateway }) => transitGateway === resource.properties['TransitGatewayId']);
  return [
    is('TransitGatewayId', ...over.map(({ transitGateway }) => transitGateway)),
    vpc,
    names('SubnetIds', 'AWS::EC2::Subnet'),
    is('Options.ApplianceModeSupport', own?.applianceMode === true ? 'enable' : 'disable'),
    is('Options.DnsSupport', 'enable'),
    mayBe('Options.Ipv6Support', 'disable'),
    mayBe('Options.SecurityGroupReferencingSupport', 'disable'),
    ...['AddSubnetIds', 'RemoveSubnetIds'].map(absent),
  ];
}

function attachmentsOf(scope: Scope): readonly TransitAttachment[] {
  const [[id] = []] = networksOf(scope);
  return id === undefined ? [] : transitAttachments(scope.topology, id);
}

/** Services of AWS in the region, and the proxy that the topology names: any other name is a service of somebody's. */
function endpointSettings(scope: Scope, resource: Resource): readonly Setting[] {
  const { stack } = scope;
  const services = [...placeOf(scope).services, ...gatewayServices];
  const service = renderedText(resource.properties['ServiceName'] ?? '').replace('${AWS::Region}', stack.region ?? '');
  const proxy = egressJobOf(scope.topology, stack)?.proxy?.service;
  const name: Setting = {
    path: 'ServiceName',
    allowed: [...services.map((one) => `com.amazonaws.${stack.region}.${one}`), ...(proxy === undefined ? [] : [proxy])].join(', '),
    holds: () => service === proxy || services.some((one) => service === `com.amazonaws.${stack.region}.${one}`),
    needed: true,
  };
  const gateway = [...gatewayServices].some((one) => service.endsWith(`.${one}`));
  const placement = gateway
    ? [is('VpcEndpointType', 'Gateway'), names('RouteTableIds', 'AWS::EC2::RouteTable')]
    : [
        is('VpcEndpointType', 'Interface'),
        is('PrivateDnsEnabled', 'true'),
        names('SubnetIds', 'AWS::EC2::Subnet'),
        names('SecurityGroupIds', 'AWS::EC2::SecurityGroup'),
      ];
  return [name, vpc, mayBe('ServiceRegion', stack.region ?? ''), ...placement];
}

interface Place {
  readonly ranges: readonly string[];
  readonly zones: readonly string[];
  readonly services: readonly string[];
}

/** What the topology says of the network that a stack makes. */
function placeOf(scope: Scope): Place {
  const { topology, stack } = scope;
  const [[id, network] = []] = networksOf(scope);
  if (id !== undefined && network !== undefined) {
    return { ranges: [network.cidr], zones: network.availabilityZones ?? [], services: Object.keys(endpointsOfNetwork(topology, id)) };
  }
  const job = egressJobOf(topology, stack);
  if (job?.place === undefined) return { ranges: [], zones: [], services: [] };
  return { ranges: [job.place.cidr], zones: [job.place.availabilityZone], services: Object.keys(job.endpoints) };
}
