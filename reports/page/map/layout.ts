import type { MapHost, MapRoute, MapWorkload, MapZone, TopologyMap } from './model.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a picture is, in units of its own. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly (Box & { readonly zone: MapZone; readonly gateway: Box })[];
  readonly workloads: readonly (Box & { readonly workload: MapWorkload })[];
  readonly hosts: readonly (Box & { readonly host: MapHost })[];
  /** From the gateway to the host. */
  readonly routes: readonly { readonly route: MapRoute; readonly from: readonly [number, number]; readonly to: readonly [number, number] }[];
}

const row = { height: 50, gap: 10 };
const zoneBox = { x: 0, width: 560, head: 34, foot: 14, gap: 18 };
const workloadBox = { x: 14, width: 306 };
const gatewayBox = { x: 362, width: 186 };
const hostBox = { x: 804, width: 296, height: 84, gap: 18 };

/** Three columns: workloads in their zones, gateways in theirs, hosts. The shorter side is centred on the longer. */
export function mapLayout({ zones, workloads, hosts, routes }: TopologyMap): MapLayout {
  const zoneHeight = (zone: MapZone) => {
    const rows = workloads.filter((workload) => workload.zone === zone.id).length;
    return zoneBox.head + rows * (row.height + row.gap) - row.gap + zoneBox.foot;
  };
  const left = zones.reduce((sum, zone) => sum + zoneHeight(zone), 0) + Math.max(0, zones.length - 1) * zoneBox.gap;
  const right = hosts.length * (hostBox.height + hostBox.gap) - hostBox.gap;
  const height = Math.max(left, right, 1);
  const zonesAt = stacked(zones, (height - left) / 2, zoneHeight, zoneBox.gap);
  const hostsAt = stacked(hosts, (height - right) / 2, () => hostBox.height, hostBox.gap);
  const placedWorkloads = zonesAt.flatMap(([zone, y]) =>
    workloads
      .filter((workload) => workload.zone === zone.id)
      .map((workload, index) => ({
        workload,
        x: workloadBox.x,
        y: y + zoneBox.head + index * (row.height + row.gap),
        width: workloadBox.width,
        height: row.height,
      })),
  );
  const placedHosts = hostsAt.map(([host, y]) => ({ host, x: hostBox.x, y, width: hostBox.width, height: hostBox.height }));
  return {
    width: hostBox.x + hostBox.width,
    height,
    zones: zonesAt.map(([zone, y]) => {
      const box = { x: zoneBox.x, y, width: zoneBox.width, height: zoneHeight(zone) };
      return { zone, ...box, gateway: { x: gatewayBox.x, y: y + zoneBox.head, width: gatewayBox.width, height: box.height - zoneBox.head - zoneBox.foot } };
    }),
    workloads: placedWorkloads,
    hosts: placedHosts,
    routes: lines(routes, workloads, placedWorkloads, placedHosts),
  };
}

function stacked<T>(items: readonly T[], from: number, heightOf: (item: T) => number, gap: number): [T, number][] {
  let y = from;
  return items.map((item) => {
    const at = y;
    y += heightOf(item) + gap;
    return [item, at];
  });
}

/** Lines end on a host in the order of where they come from, so that those of one host do not cross; likewise where they start. */
function lines(routes: readonly MapRoute[], workloads: readonly MapWorkload[], rows: MapLayout['workloads'], hosts: MapLayout['hosts']): MapLayout['routes'] {
  const rowOf = ({ workload }: MapRoute) => rows.find((placed) => placed.workload === workloads[workload]);
  const hostOf = ({ host }: MapRoute) => hosts.find((placed) => placed.host.id === host);
  const top = (box: Box | undefined) => box?.y ?? 0;
  const spread = (box: Box, among: readonly MapRoute[], route: MapRoute) => box.y + (box.height * (among.indexOf(route) + 1)) / (among.length + 1);
  return routes.flatMap((route) => {
    const [start, end] = [rowOf(route), hostOf(route)];
    if (start === undefined || end === undefined) return [];
    const leaving = routes.filter(({ workload }) => workload === route.workload).sort((a, b) => top(hostOf(a)) - top(hostOf(b)));
    const arriving = routes.filter(({ host }) => host === route.host).sort((a, b) => top(rowOf(a)) - top(rowOf(b)));
    return [{ route, from: [gatewayBox.x + gatewayBox.width, spread(start, leaving, route)], to: [end.x, spread(end, arriving, route)] } as const];
  });
}
