import { nodeHardware } from '../facts/hardware.js';
import { isFleet, type SelfHostedHost } from '../hosts/schemas.js';
import { transitionOf } from '../hosts/shared/fleet-versions.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity } from '../topology/views.js';
import { servedModel } from './adapter-memory.js';
import { admission } from './admission.js';
import { gatewayTasks } from './gateway-tasks.js';
import { nodeThroughput } from './node-throughput.js';
import { peakRequestsPerSecond } from './peak-load.js';
import { replicasOf } from './replicas.js';
import { isShared, sharersOf } from './residents.js';

/** One of two models that a fleet serves while one takes over, with its part of the requests in percent. */
export interface ServedPart {
  readonly version: 'present' | 'next';
  readonly percent: number;
}

/** How a fleet that workloads share is divided. All numbers are requests that are open at one time. */
export interface FleetShares {
  /** What its servers take before they answer 503, with the fewest replicas that its topology lets it have. */
  readonly limit: number;
  /** What the workloads that are bound to a zone have open in their busiest minute. */
  readonly reserve: number;
  /** What is left for each of the others, by workload. */
  readonly background: Readonly<Record<string, number>>;
}

/**
 * Most requests that one task of the gateway may have open at a fleet for a workload; `none` where the fleet's own 503 is the only limit: for
 * workloads that are bound to a zone, and on fleets where none is. As many tasks as may run keep the share of the workload together.
 */
export function taskCap(topology: Topology, workload: string, host: string, part: ServedPart): number | 'none' {
  const { zone } = entity(topology.workloads, workload);
  const share = isShared(topology, host) ? fleetShares(topology, host, part).background[workload] : undefined;
  return share === undefined ? 'none' : Math.floor(share / gatewayTasks(topology, zone).max);
}

/** What residents need is kept free; the rest is divided by what the others have open in their own busiest minutes. */
export function fleetShares(topology: Topology, id: string, { version, percent }: ServedPart): FleetShares {
  const host = entity(topology.hosts, id);
  if (!isFleet(host)) throw new Error(`${id} is no fleet`);
  const { residents, background } = sharersOf(topology, id);
  const servers = serversOf(topology, host, version);
  const open = ([, workload]: readonly [string, Workload]) => (openRequests(topology, servers, workload) * percent) / 100;
  const limit = servers.replicas * (admission.running + admission.waiting);
  const reserve = Math.ceil(residents.reduce((sum, entry) => sum + open(entry), 0));
  const left = Math.max(0, limit - reserve);
  const all = background.reduce((sum, entry) => sum + open(entry), 0);
  const shareOf = (entry: [string, Workload]) => (all > 0 ? (left * open(entry)) / all : left / background.length);
  return { limit, reserve, background: Object.fromEntries(background.map((entry) => [entry[0], Math.floor(shareOf(entry))])) };
}

interface Servers {
  readonly host: SelfHostedHost;
  readonly model: string;
  readonly replicas: number;
  readonly replicasPerNode: number;
}

/** The model that a version serves, on the fewest replicas: what scaling or a schedule may go down to. */
function serversOf(topology: Topology, host: SelfHostedHost, version: ServedPart['version']): Servers {
  const transition = version === 'next' ? transitionOf(host) : undefined;
  const model = transition?.next ?? host.model;
  const { replicasPerNode } = replicasOf(topology, { ...host, model });
  const counted = (nodes: number) => Math.max(0, nodes) * replicasPerNode;
  const own = { host, model, replicasPerNode };
  if (transition !== undefined) return { ...own, replicas: counted(transition.nodes) };
  if (host.cloud !== 'aws') return { ...own, replicas: counted(host.nodes.count) };
  const { scaling, nodes } = host;
  const scaled = scaling === undefined ? [] : [scaling.minReplicas, ...Object.values(scaling.schedules).map(({ minReplicas }) => minReplicas)];
  return { ...own, replicas: Math.min(counted(nodes.count - nodes.spare), ...scaled) };
}

/**
 * Requests of a workload that are open at once in its busiest minute, by Little's law: as many as arrive in the time that one takes. That time is the
 * first token at its objective and the rest at the speed of a full batch, or at its objective where that is faster or no throughput is published.
 */
function openRequests(topology: Topology, servers: Servers, { load, slo }: Workload): number {
  const tokenSeconds = Math.min(slo.tpotMs / 1_000, fullBatchSeconds(topology, servers, { load, slo }) ?? Number.POSITIVE_INFINITY);
  return peakRequestsPerSecond(load) * (slo.ttftMs / 1_000 + load.outputTokens * tokenSeconds);
}

/** Seconds for one token of an answer while a replica runs as many requests as it may, at planned throughput. */
function fullBatchSeconds(topology: Topology, { host, model, replicasPerNode }: Servers, { load, slo }: Pick<Workload, 'load' | 'slo'>): number | undefined {
  const hardware = nodeHardware(host.cloud, host.nodes.instanceType);
  const served = hardware && { model: servedModel(topology, host, model), hardware, tensorParallel: host.serving.tensorParallel };
  const tokensPerMinute = served && nodeThroughput(served, { load, slo });
  if (tokensPerMinute === undefined) return undefined;
  const outputPerSecond = (tokensPerMinute / 60) * (load.outputTokens / (load.inputTokens + load.outputTokens));
  return (admission.running * replicasPerNode) / outputPerSecond;
}
