import { type Tags, tagsFor } from '../../derived/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import type { Resource } from '../synthesized/stack.js';

/** What the topology gives a resource as tags: by the host it or its stack was made for, and by the workload it is made for or claims. */
export function expectedTags(topology: Topology, resource: Resource, carried: Readonly<Record<string, unknown>>): Tags {
  const host = hostOfResource(topology, resource)?.[0];
  const workload = workloadOfPath(topology, resource.origin) ?? claimedWorkload(topology, host, carried['workload']);
  return tagsFor(topology, { ...(host !== undefined && { host }), ...(workload !== undefined && { workload }) });
}

function workloadOfPath(topology: Topology, path: string): string | undefined {
  const [section, id] = path.split('.');
  return section === 'workloads' && id !== undefined && topology.workloads[id] !== undefined ? id : undefined;
}

/** A host that serves several workloads has resources for each; the tag says which, and the other tags have to agree with it. */
function claimedWorkload(topology: Topology, host: string | undefined, claim: unknown): string | undefined {
  const possible = host === undefined ? Object.keys(topology.workloads) : workloadsOn(topology, host).map(([id]) => id);
  return possible.find((id) => id === claim);
}
