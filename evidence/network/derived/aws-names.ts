import { answeringIn, forwardedDomains } from '../../../derived/link-halves.js';
import { parameterName } from '../../../derived/names.js';
import { entity } from '../../../topology/views.js';
import { valuesAt } from '../../places/values-at.js';
import type { Problem } from '../../synthesized/problem.js';
import { type Resource, record, type SynthesizedStack } from '../../synthesized/stack.js';
import { type DerivedFront, frontOf } from './front.js';
import { networksOf, type Scope } from './scope.js';
import { absent, is, mayBe, names, namesOr, type Setting, unlike } from './setting.js';

/** Names that lead elsewhere than the topology says: who answers for them, who is asked for others, and who proves them. */
export function* nameProblems(scope: Scope): Iterable<Problem> {
  for (const resource of scope.stack.resources) {
    const settings = resolverSettings[resource.type]?.(scope, resource) ?? endpointSettings[resource.type]?.(scope, frontOf(scope.topology, scope.stack));
    if (settings !== undefined) yield* unlike(resource, settings);
  }
}

const resolverSettings: Readonly<Record<string, (scope: Scope, resource: Resource) => readonly Setting[]>> = {
  'AWS::Route53Resolver::ResolverEndpoint': (scope, resource) => {
    const { topology } = scope;
    const [[id = ''] = []] = networksOf(scope);
    const inbound = resource.properties['Direction'] === 'INBOUND';
    const addresses = inbound ? (answeringIn(topology, id)?.addresses ?? []) : [];
    return [
      is('Direction', 'INBOUND', 'OUTBOUND'),
      inbound ? is('IpAddresses.Ip', ...addresses) : absent('IpAddresses.Ip'),
      names('IpAddresses.SubnetId', 'AWS::EC2::Subnet'),
      names('SecurityGroupIds', 'AWS::EC2::SecurityGroup'),
      mayBe('Protocols', 'Do53'),
      mayBe('ResolverEndpointType', 'IPV4'),
      absent('OutpostArn'),
    ];
  },
  'AWS::Route53Resolver::ResolverRule': (scope, resource) => {
    const { topology } = scope;
    const [[id = ''] = []] = networksOf(scope);
    const own = forwardedDomains(topology, id).flatMap(({ domain, answered }) => (typeof answered === 'string' ? [] : [{ domain, answered }]));
    const servers = own.find(({ domain }) => domain === resource.properties['DomainName'])?.answered ?? [];
    return [
      is('RuleType', 'FORWARD'),
      is('DomainName', ...own.map(({ domain }) => domain)),
      is('TargetIps.Ip', ...servers),
      mayBe('TargetIps.Port', '53'),
      names('ResolverEndpointId', 'AWS::Route53Resolver::ResolverEndpoint'),
      ...['DelegationRecord', 'TargetIps.Ipv6', 'TargetIps.ServerNameIndication'].map(absent),
    ];
  },
  'AWS::Route53Resolver::ResolverRuleAssociation': (scope) => {
    const [[id = ''] = []] = networksOf(scope);
    const rules = forwardedDomains(scope.topology, id).flatMap(({ answered }) => (typeof answered === 'string' ? [answered] : []));
    return [namesOr('ResolverRuleId', 'AWS::Route53Resolver::ResolverRule', ...rules), names('VPCId', 'AWS::EC2::VPC')];
  },
};

const endpointSettings: Readonly<Record<string, (scope: Scope, front: DerivedFront | undefined) => readonly Setting[]>> = {
  'AWS::CertificateManager::Certificate': (_, front) => [
    is('DomainName', ...(front === undefined ? [] : [front.hostname])),
    is('CertificateAuthorityArn', ...(front === undefined || front.issuer === 'none' ? [] : [front.issuer])),
    ...['SubjectAlternativeNames', 'DomainValidationOptions', 'ValidationMethod'].map(absent),
    mayBe('CertificateExport', 'DISABLED'),
  ],
  'AWS::Route53::HostedZone': (scope, front) => [
    is('Name', ...madeZone(front)),
    seenBy(scope, front),
    ...['QueryLoggingConfig', 'DelegationSetId'].map(absent),
  ],
  'AWS::Route53::RecordSet': ({ topology }, front) => [
    is('Name', ...(front === undefined || front.record === 'with others' ? [] : [front.hostname])),
    is('Type', 'A'),
    namesOr(
      'HostedZoneId',
      'AWS::Route53::HostedZone',
      ...(front === undefined || typeof front.record === 'string' ? [] : [entity(topology.existing.dnsZones, front.record.zone).id]),
    ),
    names('AliasTarget.DNSName', 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
    names('AliasTarget.HostedZoneId', 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
    ...['ResourceRecords', 'HostedZoneName', 'Failover', 'GeoLocation', 'Region', 'Weight'].map(absent),
  ],
};

function madeZone(front: DerivedFront | undefined): readonly string[] {
  return front?.record === 'zone made here' ? [front.hostname] : [];
}

/** Without a VPC a zone is public: each is a network that the zone is derived for, by its id or the parameter that its stack writes. */
function seenBy({ topology, stack }: Scope, front: DerivedFront | undefined): Setting {
  const networks = front?.seenBy ?? [];
  const ids = networks.map((id) => topology.existing.networks[id]?.id ?? parameterName(topology.name, 'network', id, 'vpc-id'));
  const at = new Map(ids.map((id, index) => [id, entity(topology.networks, networks[index] ?? '').region]));
  return {
    path: 'VPCs',
    allowed: ids.join(', ') || 'none',
    holds: (value) => {
      const { VPCId: id, VPCRegion: region } = record(value);
      return at.get(parameterOf(id, stack)) === region;
    },
    needed: true,
  };
}

/** An id as it is, or the name of the parameter that it is read from. */
function parameterOf(value: unknown, stack: SynthesizedStack): string {
  const [id = value] = valuesAt(record(value), 'Ref');
  const parameter = record(record(stack.document['Parameters'])[String(id)]);
  return parameter['Type'] === 'AWS::SSM::Parameter::Value<String>' ? String(parameter['Default']) : String(id);
}
