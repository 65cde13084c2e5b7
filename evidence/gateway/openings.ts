import { isInternet, rangesWithin } from '../../topology/ipv4-range.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import { type Place, reachOf } from './reach.js';
import type { GatewayZone } from './zone.js';

/** Somewhere that files of a zone lead to, as tasks connect to it. */
interface Led {
  readonly to: string;
  readonly range: string;
  readonly port: number;
}

/**
 * Where what the files of a zone lead to and what the security group of its tasks lets out are not the same: a place that tasks cannot connect to, and a range that
 * nothing leads into. Private endpoints and S3 are opened by group and list, and judged where those are.
 */
export function* openingProblems(topology: Topology, zone: GatewayZone, stack: SynthesizedStack): Iterable<string> {
  const group = groupOfTasks(stack);
  if (group === undefined) {
    yield `The tasks of ${stack.name} have no security group of the stack. Needed: one.`;
    return;
  }
  const own = entity(topology.networks, entity(topology.gateway.zones, zone.zone).network).cidr;
  const open = blocks(group.properties['SecurityGroupEgress']).flatMap((rule) =>
    rule['CidrIp'] === undefined ? [] : [{ range: renderedText(rule['CidrIp']), from: Number(rule['FromPort']), to: Number(rule['ToPort']) }],
  );
  const led = [...reachOf(zone).reached.flatMap(({ place }) => ledBy(topology, zone.zone, place)), ...proxies(topology, zone)];
  for (const { to, range, port } of led)
    if (!open.some((one) => rangesWithin(range, one.range) && one.from <= port && port <= one.to))
      yield `The files of ${zone.zone} lead to ${to}, ${range} at ${port}, which its tasks may not connect to.`;
  // Endpoints that an existing network has not named are somewhere in it.
  for (const one of open)
    if (one.range !== own && (isInternet(one.range) || !led.some(({ range, port }) => rangesWithin(range, one.range) && one.from <= port && port <= one.to)))
      yield `Tasks of ${zone.zone} may connect to ${one.range}, which nothing in its files leads to.`;
}

function groupOfTasks({ resources }: SynthesizedStack): Resource | undefined {
  const service = resources.find(({ type }) => type === 'AWS::ECS::Service');
  const { SecurityGroups: groups } = record(record(service?.properties['NetworkConfiguration'])['AwsvpcConfiguration']);
  const [, id] = /^\$\{(\w+)\.GroupId\}$/.exec(renderedText(Array.isArray(groups) && groups.length === 1 ? groups[0] : '')) ?? [];
  return resources.find((resource) => resource.type === 'AWS::EC2::SecurityGroup' && resource.id === id);
}

/** By its address where that is one, else by the network of the host that its cluster is named after. Bedrock is an endpoint of a network. */
function ledBy(topology: Topology, zone: string, place: Place): Led[] {
  const [id, port, address] =
    place.kind === 'model' ? [place.deployment.split('.')[1], 443, ''] : [/^\w+\.[^.]+\.([^.]+)/.exec(place.cluster)?.[1], place.port, place.address];
  if (place.kind === 'server' && place.through !== 'none') {
    const { address: hostname, port: at } = place.through;
    return [promptProxy(topology, zone, { hostname, port: String(at) })];
  }
  const host = topology.hosts[id ?? ''];
  const network = host !== undefined && 'network' in host ? host.network : undefined;
  if (/^\d+(\.\d+){3}$/.test(address)) return [{ to: address, range: `${address}/32`, port }];
  if (host === undefined || network === undefined) return [{ to: address || String(id), range: '0.0.0.0/0', port }];
  // In the gateway's own network Bedrock is one of the endpoints that are open by their group.
  if (place.kind === 'model' && network === entity(topology.gateway.zones, zone).network) return [];
  return [{ to: address || `Bedrock for ${id}`, range: entity(topology.networks, network).cidr, port }];
}

/** A proxy that prompts leave by is in the range that is declared for its zone; of one that is not declared nothing is known. */
function promptProxy(topology: Topology, zone: string, { hostname, port }: Pick<URL, 'hostname' | 'port'>): Led {
  const declared = topology.existing.promptProxies[zone];
  const range = declared === undefined || new URL(declared.address).hostname !== hostname ? '0.0.0.0/0' : declared.range;
  return { to: hostname, range, port: Number(port || 443) };
}

/** A proxy that tokens of Microsoft Entra are fetched through is wherever its organisation resolves it, within what the links of the network lead to. */
function proxies(topology: Topology, { zone, tokens }: GatewayZone): Led[] {
  const { network } = entity(topology.gateway.zones, zone);
  return Object.values(tokens?.credentials ?? {}).flatMap((credential) => {
    if (credential.kind === 'ibm' && credential.through !== undefined) return [promptProxy(topology, zone, new URL(credential.through.proxy))];
    if (credential.kind === 'ibm' || !('through' in credential) || credential.through.kind !== 'proxy') return [];
    const { proxy } = credential.through;
    const ranges = Object.values(topology.links).flatMap((link) => (link.networks.includes(network) ? link.ranges : []));
    return [entity(topology.networks, network).cidr, ...ranges].map((range) => ({ to: proxy, range, port: Number(new URL(proxy).port || 443) }));
  });
}
