import type { Cloud } from '../../../clouds/cloud.js';
import { cloudOf, formOf, isFleet } from '../../../hosts/schemas.js';
import type { PathSegment } from '../../document.js';
import { rangeProblem } from '../../private-range.js';
import type { Topology } from '../../schema/topology.js';
import { didYouMean } from '../../suggest.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../../views.js';
import type { Misfit } from '../misfit.js';
import { formed, forms, placed } from './forms.js';

/** Roles, zones, perimeters and proxies fit what names them. */
export function existingNameMisfits(topology: Topology): Misfit[] {
  return [
    ...ofRoles(topology),
    ...ofZones(topology),
    ...ofEndpoints(topology),
    ...ofPerimeters(topology),
    ...ofProxies(topology),
    ...ofPromptProxies(topology),
  ];
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

/** A load balancer with a name: that of a fleet, or that of a zone's gateway. */
interface Front {
  readonly path: readonly PathSegment[];
  /** What it is the front of. */
  readonly of: string;
  readonly cloud: Cloud;
  readonly account: string;
  readonly hostname: string;
  /** Zone of its record. */
  readonly zone: string;
}

function frontsOf({ hosts, gateway, networks }: Topology): Front[] {
  const fleets = sortedEntries(hosts).flatMap(([id, host]): Front[] => {
    if (!isFleet(host) || !('zone' in host.endpoint) || host.endpoint.zone === undefined) return [];
    const { zone, hostname } = host.endpoint;
    return [{ path: ['hosts', id, 'endpoint'], of: id, cloud: cloudOf(host), account: host.account, hostname, zone }];
  });
  const gateways = sortedEntries(gateway.zones).flatMap(([id, { network, endpoint }]): Front[] => {
    const { cloud, account } = entity(networks, network);
    if (endpoint?.zone === undefined) return [];
    return [{ path: ['gateway', 'zones', id, 'endpoint'], of: `the gateway of ${id}`, cloud, account, hostname: endpoint.hostname, zone: endpoint.zone }];
  });
  return [...fleets, ...gateways];
}

function ofZones(topology: Topology): Misfit[] {
  const named = new Set(frontsOf(topology).map(({ zone }) => zone));
  return sortedEntries(topology.existing.dnsZones).flatMap(([name, { cloud, id }]) => {
    const path = ['existing', 'dnsZones', name];
    if (name === 'made') return [{ path, message: 'received the name made, which asks for a zone that is made here. Allowed: any other name.' }];
    if (!named.has(name)) return [{ path, message: `received a zone that no host names under endpoint.zone. Allowed: zones that are used.` }];
    return formed(id, cloud === 'aws' ? forms.hostedZone : forms.managedZone, [...path, 'id']);
  });
}

/** What a load balancer is called by is in the zone that it names, of its own account. */
function ofEndpoints(topology: Topology): Misfit[] {
  const { dnsZones } = topology.existing;
  return frontsOf(topology).flatMap(({ path: endpoint, of, cloud, account, hostname, zone: name }) => {
    const path = [...endpoint, 'zone'];
    if (name === 'made' && cloud === 'aws') return [];
    const zone = dnsZones[name];
    if (zone === undefined) {
      const known = Object.keys(dnsZones);
      const allowed = [...(cloud === 'aws' ? ['made'] : []), ...known].join(', ') || 'none';
      return [{ path, message: `received "${name}", which is no zone of existing.dnsZones. Allowed: ${allowed}.${didYouMean(name, known)}` }];
    }
    const inZone = hostname === zone.domain || hostname.endsWith(`.${zone.domain}`);
    const elsewhere = {
      path: [...endpoint, 'hostname'],
      message: `received ${hostname}, which is not in zone ${name}. Allowed: names that end with ${zone.domain}.`,
    };
    return [...placed('cloud', zone.cloud, cloud, of, path), ...placed('account', zone.account, account, of, path), ...(inZone ? [] : [elsewhere])];
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
  const tokens = sortedEntries(existing.egressProxies).flatMap(([network, proxy]) => publicProxy(['existing', 'egressProxies', network], proxy));
  return [...gateways, ...jobs, ...tokens];
}

/** What tokens of Entra are asked with, and prompts, pass the proxy. */
function publicProxy(path: readonly PathSegment[], proxy: string): Misfit[] {
  const { hostname } = new URL(proxy);
  const isPrivate = !hostname.startsWith('[') && (!/^[\d.]+$/.test(hostname) || rangeProblem(`${hostname}/32`) === undefined);
  return isPrivate ? [] : [{ path, message: `received ${proxy}, a public address. Allowed: a name, or an IPv4 address of a private range.` }];
}

/** A proxy for prompts is of a zone whose workloads go through it, and is called by a name that its certificate is made for, in a private range. */
function ofPromptProxies({ existing, workloads, hosts }: Topology): Misfit[] {
  const zones = Object.values(workloads).flatMap((workload) =>
    hostsNamedBy(workload).some(({ host }) => formOf(entity(hosts, host)).reach === 'egress-proxy') ? [workload.zone] : [],
  );
  const using = [...new Set(zones)].sort();
  return sortedEntries(existing.promptProxies).flatMap(([zone, { address, range }]) => {
    const path = ['existing', 'promptProxies', zone];
    const { hostname, pathname } = new URL(address);
    const problem = rangeProblem(range);
    return [
      ...(using.includes(zone)
        ? []
        : [
            {
              path,
              message: `received a proxy of zone ${zone}, whose workloads name no host that needs one. Allowed: zones of those that do: ${using.join(', ') || 'none'}.`,
            },
          ]),
      ...(/^[\d.]+$|^\[/.test(hostname) || pathname !== '/'
        ? [{ path: [...path, 'address'], message: `received ${address}. Allowed: https://, a name and a port: its certificate is checked for the name.` }]
        : []),
      ...(problem === undefined ? [] : [{ path: [...path, 'range'], message: problem }]),
    ];
  });
}
