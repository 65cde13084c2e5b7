import type { UseItem } from '../../facts/acceptable-use.js';
import { guardHazards } from '../../facts/guardrails.js';
import { servedModels } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity } from '../../topology/views.js';
import { identityStatements } from '../iam/policy-statements.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import { type Resource, type SynthesizedStack, strings } from '../synthesized/stack.js';

/** Whether every model of a workload's guard classifies what an item forbids. */
export function guardLooksFor(topology: Topology, { guard }: Workload, { llamaGuard }: UseItem): boolean {
  return guard !== undefined && guardReleases(topology, guard).every((release) => guardHazards(release).some((hazard) => llamaGuard.includes(hazard)));
}

/** Why the guard of a workload is none, judged by what its fleet runs; undefined when it is one. */
export function guardProblem(topology: Topology, guard: string, stacks: readonly SynthesizedStack[]): string | undefined {
  const own = stacks.flatMap(({ resources }) => resources).filter((resource) => hostOfResource(topology, resource)?.[0] === guard);
  if (!own.some(({ type }) => runners.includes(type))) return 'no service of it is deployed';
  const read = own.flatMap(weightsRead);
  const unread = guardReleases(topology, guard).filter((release) => !read.some((text) => text.includes(`${release}/`)));
  return unread.length === 0 ? undefined : `its nodes do not read the weights of ${unread.join(', ')}`;
}

/** What keeps a fleet running, on AWS and on Google. */
const runners = ['AWS::ECS::Service', 'google_compute_instance_group_manager'];

/** Where the weights of a fleet's nodes are stored: on AWS what they may read, on Google what they start with. */
function weightsRead(resource: Resource): string[] {
  if (resource.type === 'google_compute_region_instance_template') return [...strings(resource.properties)].map(([, text]) => text);
  return identityStatements(resource).flatMap(({ resources }) => resources);
}

function guardReleases(topology: Topology, guard: string): string[] {
  return servedModels(entity(topology.hosts, guard)).map((model) => entity(topology.models, model).release);
}
