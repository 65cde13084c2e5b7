import { type Tags, tagsFor } from '../../derived/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import { workloadOfIdentity } from '../iam/workload-of-identity.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import { dig, type Resource } from '../synthesized/stack.js';

/** What the topology gives a resource as tags: by the host it or its stack was made for, and by the workload it is made for or claims. */
export function expectedTags(topology: Topology, resource: Resource, carried: Readonly<Record<string, unknown>>): Tags {
  const host = hostOfResource(topology, resource)?.[0];
  const workload = workloadOfIdentity(topology, resource) ?? workloadOfBudget(topology, resource) ?? claimedWorkload(topology, host, carried['workload']);
  return tagsFor(topology, { ...(host !== undefined && { host }), ...(workload !== undefined && { workload }) });
}

function workloadOfBudget({ name, workloads }: Topology, { type, properties }: Resource): string | undefined {
  if (type !== 'AWS::Budgets::Budget') return undefined;
  const budget = dig(properties, 'Budget', 'BudgetName');
  return Object.keys(workloads).find((id) => budget === `${name}-${id}`);
}

/** A host that serves several workloads has resources for each; the tag says which, and the other tags have to agree with it. */
function claimedWorkload(topology: Topology, host: string | undefined, claim: unknown): string | undefined {
  const possible = host === undefined ? Object.keys(topology.workloads) : workloadsOn(topology, host).map(([id]) => id);
  return possible.find((id) => id === claim);
}
