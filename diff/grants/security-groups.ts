import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { type Granted, textOf } from './granted.js';

/** What a group without any rule holds instead, because an empty list lets everything out: it matches no packet. */
const nothing = { CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 } as const;

function matchesNothing(rule: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(nothing).every(([key, value]) => String(rule[key]) === String(value));
}

export function* securityGroup({ id, properties }: Resource): Iterable<Granted> {
  for (const value of blocks(properties['SecurityGroupIngress'])) if (!matchesNothing(value)) yield rule(value, 'in', id);
  for (const value of blocks(properties['SecurityGroupEgress'])) if (!matchesNothing(value)) yield rule(value, 'out', id);
}

export function* securityGroupRule(resource: Resource, way: 'in' | 'out'): Iterable<Granted> {
  if (!matchesNothing(resource.properties)) yield rule(resource.properties, way, textOf(resource, 'GroupId'));
}

const peers = ['CidrIp', 'CidrIpv6', 'SourceSecurityGroupId', 'DestinationSecurityGroupId', 'SourcePrefixListId', 'DestinationPrefixListId'];

function rule(value: Readonly<Record<string, unknown>>, way: 'in' | 'out', group: string): Granted {
  const peer = peers.map((key) => value[key]).find((found) => found !== undefined && found !== null);
  const ports = [...new Set([value['FromPort'], value['ToPort']].filter((port) => port !== undefined).map(renderedText))].join('-');
  return {
    kind: 'network',
    effect: 'allow',
    who: renderedText(peer ?? '?'),
    what: `${way} ${renderedText(value['IpProtocol'] ?? '-1')} ${ports || 'all'}`,
    where: group,
  };
}
