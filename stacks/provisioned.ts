import { type HostKey, keyOf } from '../hosts/schemas.js';
import { hostTraits, traitsOf } from '../hosts/traits.js';
import type { SourceDocument } from '../topology/document.js';
import type { Problem } from '../topology/error.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** Hosts that this version has no stacks for: a topology that uses one is refused, not half deployed. */
export function unprovisionedHosts(topology: Topology, source: SourceDocument): Problem[] {
  return sortedEntries(topology.hosts)
    .filter(([, host]) => traitsOf(host).stacks === 'unprovisioned')
    .map(([id, host]) => ({
      message: `${pathOf('hosts', id, 'kind')}: received ${nameOf(keyOf(host))}, which this version cannot provision yet. Allowed: ${provisioned().join(', ')}.`,
      location: source.locate(['hosts', id, 'kind']),
      path: pathOf('hosts', id, 'kind'),
    }));
}

function provisioned(): string[] {
  return (Object.keys(hostTraits) as HostKey[]).filter((key) => hostTraits[key].stacks !== 'unprovisioned').map(nameOf);
}

function nameOf(key: HostKey): string {
  return key.replace(/^self-hosted-/, 'self-hosted on ');
}
