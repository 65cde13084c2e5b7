import type { UseItem } from '../../facts/acceptable-use.js';
import { guardHazards } from '../../facts/guardrails.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity, servedModels } from '../../topology/views.js';
import { hostOfResource } from '../host-of-resource.js';
import { identityStatements } from '../policy-statements.js';
import type { SynthesizedStack } from '../synthesized.js';

/** Whether every model of a workload's guard classifies what an item forbids. */
export function guardLooksFor(topology: Topology, { guard }: Workload, { llamaGuard }: UseItem): boolean {
  return guard !== undefined && guardReleases(topology, guard).every((release) => guardHazards(release).some((hazard) => llamaGuard.includes(hazard)));
}

/** Why the guard of a workload is none, judged by what its fleet runs; undefined when it is one. */
export function guardProblem(topology: Topology, guard: string, stacks: readonly SynthesizedStack[]): string | undefined {
  const own = stacks.flatMap(({ resources }) => resources).filter((resource) => hostOfResource(topology, resource)?.[0] === guard);
  if (!own.some(({ type }) => type === 'AWS::ECS::Service')) return 'no service of it is deployed';
  const readable = own.flatMap(identityStatements).flatMap(({ resources }) => resources);
  const unread = guardReleases(topology, guard).filter((release) => !readable.some((resource) => resource.includes(`/${release}/`)));
  return unread.length === 0 ? undefined : `its nodes may not read the weights of ${unread.join(', ')}`;
}

function guardReleases(topology: Topology, guard: string): string[] {
  return servedModels(entity(topology.hosts, guard)).map((model) => entity(topology.models, model).release);
}
