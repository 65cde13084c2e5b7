import { servedModel } from '../../derived/adapter-memory.js';
import { capacityOf } from '../../derived/capacity-share.js';
import { nodeEstimate } from '../../derived/node-throughput.js';
import { screeningLoad } from '../../derived/screening-load.js';
import { peakMargin } from '../../facts/demand.js';
import { fleets } from '../../hosts/select.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { capacityForShare, servedShare } from '../demand/duration.js';
import { demandOf, type Flow } from './flow.js';

/** What a fleet has to carry, in nodes, and what it has. */
export interface FleetAnswer {
  readonly host: string;
  readonly nodes: number;
  /** Nodes that serve while one is lost. */
  readonly withOneLost: number;
  /** Busiest minute of workloads that go no further, and of all. */
  readonly residentPeak: number;
  readonly peak: number;
  /** Nodes for the residents' peak with one lost, and for all with a margin and one lost. */
  readonly forResidents: number;
  readonly forPeak: number;
  /** Nodes that carry 70% of the volume, and what the declared ones carry. */
  readonly forSeventyPercent: number;
  readonly servedShare: number;
  /** Nodes of demand in every minute of a week: workloads that spill over, and those that go no further. */
  readonly demand: { readonly all: Float64Array; readonly residents: Float64Array };
}

/** Why nothing can be said of a workload on a fleet. */
export interface Unsized {
  readonly host: string;
  readonly workload: string;
  readonly why: string;
}

/** What every fleet has to carry, and which workloads have no number there. */
export function fleetAnswers(topology: Topology, flows: readonly Flow[]): { readonly answers: readonly FleetAnswer[]; readonly unsized: readonly Unsized[] } {
  const places = fleets(topology).map(([host]) => ({ host, on: flows.filter((flow) => flow.host === host) }));
  return {
    answers: places.filter(({ on }) => on.length > 0 && on.every(({ share }) => share !== undefined)).map(({ host, on }) => answer(topology, host, on)),
    unsized: places.flatMap(({ host, on }) =>
      on.filter(({ share }) => share === undefined).map(({ workload }) => ({ host, workload, why: whyUnknown(topology, host, workload) })),
    ),
  };
}

function answer(topology: Topology, host: string, flows: readonly Flow[]): FleetAnswer {
  const entityOf = entity(topology.hosts, host);
  const [nodes, withOneLost] = [capacityOf(entityOf, 0), capacityOf(entityOf, 1)];
  const all = demandOf(flows);
  const residents = demandOf(flows.filter(({ workload }) => isResident(topology, host, workload)));
  const [peak, residentPeak] = [Math.max(...all), Math.max(...residents)];
  return {
    host,
    nodes,
    withOneLost,
    residentPeak,
    peak,
    forResidents: residentPeak === 0 ? 0 : Math.ceil(residentPeak) + 1,
    forPeak: Math.ceil(peak * (1 + peakMargin())) + 1,
    forSeventyPercent: Math.ceil(capacityForShare(all, 0.7)),
    servedShare: servedShare(all, nodes),
    demand: { all, residents },
  };
}

/** Whether a workload goes no further than a host: it is last in the route, or screens. */
export function isResident(topology: Topology, host: string, workload: string): boolean {
  const { route, guard } = entity(topology.workloads, workload);
  return guard === host || route.at(-1) === host;
}

function whyUnknown(topology: Topology, id: string, workload: string): string {
  const host = entity(topology.hosts, id);
  const capacity = traitsOf(host).capacity(host);
  const one = entity(topology.workloads, workload);
  if (capacity.unit !== 'nodes' || capacity.hardware === 'unknown') return 'facts do not know the machine type';
  const { hardware, tensorParallel, versions } = capacity;
  const served = one.guard === id ? screeningLoad(one) : one;
  const reasons = versions.map(({ model }) => nodeEstimate({ model: servedModel(topology, host, model), hardware, tensorParallel }, served));
  return reasons.flatMap((found) => (found.answer === 'estimate' ? [] : [found.why])).join('; ');
}
