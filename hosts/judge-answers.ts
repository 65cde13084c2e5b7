import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity } from '../topology/views.js';
import { judgeOf } from './judges.js';
import { type Host, servedModels } from './schemas.js';
import type { Answering, NamedHost } from './shared/answering-judge.js';

interface Deployed {
  readonly topology: Topology;
  readonly outputs: Outputs;
}

/** What may answer for a host that a workload names. */
export function answersFor(deployed: Deployed, workload: string, id: string): readonly Answering[] {
  const call = named(deployed, workload, id);
  return judgeOf(call.host).answering(call);
}

/** What judges the prompts and answers of a workload: its guard, and what stands beside the hosts of its route. */
export function judgesOf(deployed: Deployed, workload: string, { route, guard }: Workload): readonly Answering[] {
  const beside = route.map((id) => named(deployed, workload, id)).flatMap((call) => judgeOf(call.host).screening(call));
  return [...(guard === undefined ? [] : answersFor(deployed, workload, guard)), ...beside];
}

/** What gives passages for the questions of a workload: the index that it names, else those beside the hosts of its route. */
export function indexesOf(deployed: Deployed, workload: string, { route, search }: Workload): readonly Answering[] {
  return (search === undefined ? route : [search]).map((id) => named(deployed, workload, id)).flatMap((call) => judgeOf(call.host).grounding(call));
}

function named({ topology, outputs }: Deployed, workload: string, id: string): NamedHost<Host> {
  return { topology, outputs, workload, id, host: entity(topology.hosts, id) };
}

/** What serves each host of a route: every release that it serves, present and next. A kind whose words nobody knows serves nothing. */
export function releasesOf(topology: Topology, route: readonly string[]) {
  return route.flatMap((id) => {
    const host = entity(topology.hosts, id);
    const { speaks } = judgeOf(host);
    if (speaks === 'unknown') return [];
    return servedModels(host).map((model) => ({ host: id, server: speaks, release: entity(topology.models, model).release }));
  });
}
