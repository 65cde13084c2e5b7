import { endpointsOfNetwork, ingestEndpoints } from '../../../derived/endpoint-actions.js';
import { gatewayServices } from '../../../derived/needed-services.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import type { Resource } from '../../synthesized/stack.js';
import { isIngestStack } from '../../weights/ingest-stack.js';
import { rangesWithin } from '../ipv4-range.js';
import type { Scope } from './scope.js';
import { networksOf } from './scope.js';
import { absent, is, mayBe, names, type Setting, unlike } from './setting.js';

/** Range, subnets, routes and private endpoints of a VPC that are not as derived. */
export function* vpcProblems(scope: Scope): Iterable<Problem> {
  for (const resource of scope.stack.resources) {
    const settings = settingsOf[resource.type];
    if (settings !== undefined) yield* unlike(resource, settings(scope, resource));
  }
  yield* missingIngestEndpoints(scope);
}

/** The job has a way to the internet: without an endpoint its calls, uploads of weights among them, go there, past every policy. */
function* missingIngestEndpoints({ topology, stack }: Scope): Iterable<Problem> {
  if (!isIngestStack(topology, stack)) return;
  const made = stack.resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint').map(({ properties }) => renderedText(properties['ServiceName'] ?? ''));
  const missing = [...Object.keys(ingestEndpoints), ...gatewayServices].filter((service) => !made.some((name) => name.endsWith(`.${service}`)));
  if (missing.length > 0) yield { message: `${stack.name} has no private endpoint for ${missing.join(', ')}, so that the job calls it over the internet.` };
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
  'AWS::EC2::RouteTable': () => [vpc],
  'AWS::EC2::SubnetRouteTableAssociation': () => [names('RouteTableId', 'AWS::EC2::RouteTable'), names('SubnetId', 'AWS::EC2::Subnet')],
  'AWS::EC2::VPCGatewayAttachment': () => [vpc, names('InternetGatewayId', 'AWS::EC2::InternetGateway'), absent('VpnGatewayId')],
  'AWS::EC2::Route': routeSettings,
  'AWS::EC2::VPCEndpoint': endpointSettings,
};

const otherTargets = [
  ...['CarrierGatewayId', 'CoreNetworkArn', 'EgressOnlyInternetGatewayId', 'InstanceId', 'LocalGatewayId', 'NetworkInterfaceId'],
  ...['TransitGatewayId', 'VpcEndpointId', 'VpcPeeringConnectionId', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
];

/** An isolated network has no routes but its own; the one of the ingest job leads to the NAT gateway, and that to the internet. */
function routeSettings({ topology, stack }: Scope, { properties }: Resource): readonly Setting[] {
  if (!isIngestStack(topology, stack)) return [{ path: '', allowed: 'no route in an isolated network', holds: () => false, needed: true }];
  const target = properties['NatGatewayId'] === undefined ? names('GatewayId', 'AWS::EC2::InternetGateway') : names('NatGatewayId', 'AWS::EC2::NatGateway');
  return [names('RouteTableId', 'AWS::EC2::RouteTable'), target, is('DestinationCidrBlock', '0.0.0.0/0'), ...otherTargets.map(absent)];
}

/** Services of AWS in the region alone: any other name is a service of somebody's. */
function endpointSettings(scope: Scope, resource: Resource): readonly Setting[] {
  const { stack } = scope;
  const services = [...placeOf(scope).services, ...gatewayServices];
  const service = renderedText(resource.properties['ServiceName'] ?? '').replace('${AWS::Region}', stack.region ?? '');
  const name: Setting = {
    path: 'ServiceName',
    allowed: services.map((one) => `com.amazonaws.${stack.region}.${one}`).join(', '),
    holds: () => services.some((one) => service === `com.amazonaws.${stack.region}.${one}`),
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
  const ingest = isIngestStack(topology, stack) ? topology.weights.ingest?.regions[stack.region ?? ''] : undefined;
  if (ingest === undefined) return { ranges: [], zones: [], services: [] };
  return { ranges: [ingest.cidr], zones: [ingest.availabilityZone], services: Object.keys(ingestEndpoints) };
}
