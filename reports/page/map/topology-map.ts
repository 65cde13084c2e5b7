import { cloudOf } from '../../../hosts/schemas.js';
import { wordsOf } from '../../../hosts/words.js';
import type { Plan } from '../../../planner/cost/plan.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Workload } from '../../../topology/schema/workloads.js';
import { entity, gatewayNetwork, sortedEntries } from '../../../topology/views.js';
import { tokens } from '../numbers.js';
import { placeName } from '../place.js';
import type { MapHost, MapRoute, TopologyMap } from './model.js';

/** More rows than that are drawn by route, not by workload. */
const mostRows = 24;

/** What a picture of a topology shows: zones with their gateways, workloads in them, hosts, and who goes where. */
export function topologyMap(topology: Topology, plan: Plan): TopologyMap {
  const rows = rowsOf(topology);
  const all = Object.values(topology.workloads).reduce((sum, { load }) => sum + load.tokensPerYear, 0);
  const part = (ids: readonly string[], host: string) =>
    ids.reduce((sum, id) => sum + (plan.workloads[id]?.hosts[host]?.tokensPerYear ?? 0), 0) / (all === 0 ? 1 : all);
  const routes = rows.flatMap(([ids, { route, guard }], workload): MapRoute[] => [
    ...route.map((host, index): MapRoute => ({ workload, host, role: index === 0 ? 'primary' : 'overflow', share: part(ids, host) })),
    ...(guard === undefined ? [] : [{ workload, host: guard, role: 'guard', share: part(ids, guard) } as const]),
  ]);
  return {
    zones: [...new Set(rows.map(([, { zone }]) => zone))].map((id) => ({
      id,
      countries: entity(topology.zones, id).join(', '),
      gateway: gatewayPlace(topology, id),
    })),
    workloads: rows.map(([ids, { zone, dataClass }]) => ({
      label: ids.length === 1 ? (ids[0] ?? '') : `${ids.length} workloads`,
      detail: `${tokens(ids.reduce((sum, id) => sum + entity(topology.workloads, id).load.tokensPerYear, 0))} tokens a year · ${dataClass}`,
      zone,
    })),
    hosts: inReach(topology, routes),
    routes,
  };
}

type Row = readonly [ids: readonly string[], workload: Workload];

/** One row for each workload, or for those of one route where there are too many; by zone, the largest first. */
function rowsOf(topology: Topology): Row[] {
  const all = sortedEntries(topology.workloads);
  const key = (id: string, { zone, route, guard, dataClass }: Workload) =>
    all.length <= mostRows ? id : JSON.stringify([zone, route, guard ?? '', dataClass]);
  const groups = new Map<string, [string[], Workload]>();
  for (const [id, workload] of all) {
    const group = groups.get(key(id, workload)) ?? [[], workload];
    group[0].push(id);
    groups.set(key(id, workload), group);
  }
  const volume = ([ids]: Row) => ids.reduce((sum, id) => sum + entity(topology.workloads, id).load.tokensPerYear, 0);
  const ofZone = (zone: string) => [...groups.values()].filter(([, workload]) => workload.zone === zone).reduce((sum, row) => sum + volume(row), 0);
  return [...groups.values()].sort(
    (a, b) => ofZone(b[1].zone) - ofZone(a[1].zone) || (a[1].zone < b[1].zone ? -1 : a[1].zone > b[1].zone ? 1 : volume(b) - volume(a)),
  );
}

function gatewayPlace(topology: Topology, zone: string): string | undefined {
  const [workload] = Object.values(topology.workloads).filter((one) => one.zone === zone);
  const network = workload && gatewayNetwork(topology, workload);
  return network === undefined ? undefined : placeName('aws', entity(topology.networks, network).region);
}

/** Hosts so that lines cross little: by the mean of the rows that they serve first, then by those that spill over to them. */
function inReach(topology: Topology, routes: readonly MapRoute[]): MapHost[] {
  const mean = (id: string) => {
    const own = routes.filter(({ host }) => host === id);
    const first = own.filter(({ role }) => role === 'primary');
    const rows = (first.length > 0 ? first : own).map(({ workload }) => workload);
    return rows.length === 0 ? Number.POSITIVE_INFINITY : rows.reduce((sum, row) => sum + row, 0) / rows.length;
  };
  return sortedEntries(topology.hosts)
    .sort(([a], [b]) => mean(a) - mean(b) || (a < b ? -1 : 1))
    .map(([id, host]) => ({
      id,
      lines: [
        `${host.kind} · ${wordsOf(host).size(host)}`,
        entity(topology.models, host.model).release,
        'region' in host ? placeName(cloudOf(host), host.region) : 'no region',
      ],
    }));
}
