import { cloudOf, isFleet } from '../../../hosts/schemas.js';
import type { Topology } from '../../schema/topology.js';
import { didYouMean } from '../../suggest.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../../views.js';
import type { Misfit } from '../misfit.js';
import { formed, forms, placed } from './forms.js';

/** Roles, zones, perimeters and proxies fit what names them. */
export function existingNameMisfits(topology: Topology): Misfit[] {
  return [...ofRoles(topology), ...ofZones(topology), ...ofEndpoints(topology), ...ofPerimeters(topology), ...ofProxies(topology)];
}

/** A gateway takes the role of its workload in the account that it runs in. */
function ofRoles({ existing, accounts, networks, workloads, ...rest }: Topology): Misfit[] {
  const topology = { existing, accounts, networks, workloads, ...rest };
  const users = new Map<string, string>();
  return sortedEntries(existing.roles).flatMap(([workload, arn]) => {
    const path = ['existing', 'roles', workload];
    const first = users.get(arn);
    if (first !== undefined) return [{ path, message: `received the role of ${first}. Allowed: a role of its own, which tells workloads apart.` }];
    users.set(arn, workload);
    const network = networks[gatewayNetwork(topology, entity(workloads, workload)) ?? ''];
    if (network === undefined) return [{ path, message: `received a role for ${workload}, in whose zone no gateway is. Allowed: none.` }];
    const { id, partition } = entity(accounts.aws, network.account);
    const [, ofPartition, , , account] = arn.split(':');
    return [...placed('account', account, id, `the gateway of ${workload}`, path), ...placed('partition', ofPartition, partition, network.account, path)];
  });
}

function ofZones({ existing, hosts }: Topology): Misfit[] {
  const named = new Set(Object.values(hosts).flatMap((host) => (isFleet(host) && host.endpoint.zone !== undefined ? [host.endpoint.zone] : [])));
  return sortedEntries(existing.dnsZones).flatMap(([name, { cloud, id }]) => {
    const path = ['existing', 'dnsZones', name];
    if (name === 'made') return [{ path, message: 'received the name made, which asks for a zone that is made here. Allowed: any other name.' }];
    if (!named.has(name)) return [{ path, message: `received a zone that no host names under endpoint.zone. Allowed: zones that are used.` }];
    return formed(id, cloud === 'aws' ? forms.hostedZone : forms.managedZone, [...path, 'id']);
  });
}

/** What a fleet is called by is in the zone that it names, of its own account. */
function ofEndpoints({ existing, hosts }: Topology): Misfit[] {
  return sortedEntries(hosts).flatMap(([id, host]) => {
    if (!isFleet(host) || host.endpoint.zone === undefined) return [];
    const { zone: name, hostname } = host.endpoint;
    const path = ['hosts', id, 'endpoint', 'zone'];
    const cloud = cloudOf(host);
    if (name === 'made' && cloud === 'aws') return [];
    const zone = existing.dnsZones[name];
    if (zone === undefined) {
      const known = Object.keys(existing.dnsZones);
      const allowed = [...(cloud === 'aws' ? ['made'] : []), ...known].join(', ') || 'none';
      return [{ path, message: `received "${name}", which is no zone of existing.dnsZones. Allowed: ${allowed}.${didYouMean(name, known)}` }];
    }
    const inZone = hostname === zone.domain || hostname.endsWith(`.${zone.domain}`);
    return [
      ...placed('cloud', zone.cloud, cloud, id, path),
      ...placed('account', zone.account, host.account, id, path),
      ...(inZone
        ? []
        : [
            {
              path: ['hosts', id, 'endpoint', 'hostname'],
              message: `received ${hostname}, which is not in zone ${name}. Allowed: names that end with ${zone.domain}.`,
            },
          ]),
    ];
  });
}

function ofPerimeters({ existing, accounts }: Topology): Misfit[] {
  return sortedEntries(existing.perimeters).flatMap(([alias, perimeter]) => {
    const { deployers } = entity(accounts.google, alias).perimeter;
    return [
      ...formed(perimeter, forms.perimeter, ['existing', 'perimeters', alias]),
      ...(deployers.length === 0
        ? []
        : [
            {
              path: ['accounts', 'google', alias, 'perimeter', 'deployers'],
              message: `received ${deployers.length} beside existing.perimeters.${alias}, whose owner admits them. Allowed: none.`,
            },
          ]),
    ];
  });
}

/** A gateway asks for tokens of Microsoft Entra through its proxy, and a job brings weights in through its own, where one is made. */
function ofProxies({ existing, weights: { ingest }, gateway, workloads, hosts }: Topology): Misfit[] {
  const calling = Object.entries(gateway.zones).flatMap(([zone, { network }]) =>
    Object.values(workloads).some((one) => one.zone === zone && hostsNamedBy(one).some(({ host }) => cloudOf(entity(hosts, host)) === 'azure'))
      ? [network]
      : [],
  );
  const unused = Object.keys(existing.egressProxies).filter((network) => !calling.includes(network));
  const gateways = unused.map((network) => ({
    path: ['existing', 'egressProxies', network],
    message: `received a proxy in ${network}, where no gateway calls a host on Azure. Allowed: networks of those that do: ${calling.sort().join(', ') || 'none'}.`,
  }));
  const used = Object.keys(ingest?.regions ?? {});
  const jobs = sortedEntries(existing.ingestProxies).flatMap(([region, { service }]) => {
    const path = ['existing', 'ingestProxies', region];
    if (!used.includes(region)) {
      return [
        { path, message: `received a proxy in ${region}, where nothing goes through it. Allowed: regions of weights.ingest: ${used.join(', ') || 'none'}.` },
      ];
    }
    return placed('region', service.split('.')[3], region, 'the network that reaches it', [...path, 'service']);
  });
  return [...gateways, ...jobs];
}
