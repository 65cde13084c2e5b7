import type { Host } from '../hosts/schemas.js';
import type { SourceDocument } from '../topology/document.js';
import type { Problem } from '../topology/error.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** Host kinds that have stacks in this version. The schema knows more; a topology that uses those is refused, not half deployed. */
const provisioned = ['self-hosted on aws', 'self-hosted on google', 'bedrock', 'bedrock-import', 'vertex-endpoint', 'vertex-maas', 'azure-foundry'];

/** Hosts that this version has no stacks for. */
export function unprovisionedHosts(topology: Topology, source: SourceDocument): Problem[] {
  return sortedEntries(topology.hosts)
    .filter(([, host]) => !provisioned.includes(nameOf(host)))
    .map(([id, host]) => ({
      message: `hosts.${id}.kind: received ${nameOf(host)}, which this version cannot provision yet. Allowed: ${provisioned.join(', ')}.`,
      location: source.locate(['hosts', id, 'kind']),
      path: `hosts.${id}.kind`,
    }));
}

function nameOf(host: Host): string {
  return host.kind === 'self-hosted' ? `self-hosted on ${host.cloud}` : host.kind;
}
