import { taskCap } from '../derived/background-caps.js';
import { gatewayOf } from '../hosts/gateways.js';
import type { FilterService, GatewayTarget, SearchService } from '../hosts/shared/host-gateway.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, sortedEntries } from '../topology/views.js';

/** What the gateway of one residency zone does, before it is written in anybody's form. */
export interface ZonePlan {
  readonly topology: Topology;
  readonly zone: string;
  readonly workloads: readonly WorkloadPlan[];
}

export interface WorkloadPlan {
  readonly id: string;
  readonly workload: Workload;
  /** What answers, in the order of the route. */
  readonly hops: readonly Hop[];
  /** Llama Guard and Model Armor, of which each judges by itself. */
  readonly guards: readonly Guard[];
  readonly search: Service<SearchService> | 'none';
}

/** One target of one host of a route: an internal listener with a cluster of its own. */
export interface Hop {
  /** `<workload>.<host>`, or `<workload>.<host>.next` for what takes over from it. */
  readonly name: string;
  readonly host: string;
  /** Place of its host in the route. */
  readonly priority: number;
  readonly target: GatewayTarget;
  /** Most requests that one task may have open there; `none` where the host itself says when it is full. */
  readonly cap: number | 'none';
}

/** A service beside the route, called `<workload>.<host>`. */
export interface Service<S> {
  readonly name: string;
  readonly host: string;
  readonly service: S;
}

export type Guard = Service<{ readonly kind: 'llama-guard'; readonly target: GatewayTarget }> | Service<FilterService>;

/** Whether a route of the zone leads to Bedrock, whose protocol is another one. */
export function isTranslated({ workloads }: Pick<ZonePlan, 'workloads'>): boolean {
  return workloads.some(({ hops }) => hops.some(({ target }) => target.server.protocol === 'converse'));
}

/** Plans the gateway of a zone. Every deploy-time value that it needs has to be known. */
export function planZone(topology: Topology, outputs: Outputs, zone: string): ZonePlan {
  const workloads = sortedEntries(topology.workloads).filter(([, workload]) => workload.zone === zone);
  return { topology, zone, workloads: workloads.map(([id, workload]) => planWorkload(topology, outputs, id, workload)) };
}

function planWorkload(topology: Topology, outputs: Outputs, id: string, workload: Workload): WorkloadPlan {
  const call = (host: string) => ({ topology, outputs, workload: id, id: host, host: entity(topology.hosts, host) });
  const at = (host: string) => gatewayOf(entity(topology.hosts, host));
  const hops = workload.route.flatMap((host, priority) =>
    at(host)
      .targets(call(host))
      .map((target) => ({ name: hopName(id, host, target), host, priority, target, cap: taskCap(topology, id, host, target) })),
  );
  const filters = workload.route.flatMap((host): Guard[] => {
    const service = at(host).filter(call(host));
    return service === 'none' ? [] : [{ name: `${id}.${host}`, host, service }];
  });
  const indexes = workload.search === undefined ? workload.route : [workload.search];
  const searches = indexes.flatMap((host) => {
    const service = workload.class === 'grounded' ? at(host).search(call(host)) : 'none';
    return service === 'none' ? [] : [{ name: `${id}.${host}`, host, service }];
  });
  const { guard } = workload;
  const judges =
    guard === undefined
      ? []
      : at(guard)
          .targets(call(guard))
          .map((target): Guard => ({ name: `${id}.${guard}`, host: guard, service: { kind: 'llama-guard', target } }));
  return { id, workload, hops, guards: [...judges.slice(0, 1), ...filters], search: searches[0] ?? 'none' };
}

function hopName(workload: string, host: string, { version }: GatewayTarget): string {
  return version === 'present' ? `${workload}.${host}` : `${workload}.${host}.next`;
}
