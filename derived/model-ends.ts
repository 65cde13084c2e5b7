import { type Host, namedModels } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
import type { NamedModel } from '../topology/schema/host-form.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** A release that its provider has withdrawn or announced to withdraw, on a host that serves it. */
export interface ModelEnd extends NamedModel {
  readonly hostId: string;
  readonly kind: Host['kind'];
  readonly release: string;
  /** YYYY-MM-DD or YYYY-MM. */
  readonly on: string;
}

/** Withdrawals of everything that hosts serve or are about to serve, past ones too. */
export function modelEnds(topology: Topology): ModelEnd[] {
  return sortedEntries(topology.hosts).flatMap(([hostId, host]) =>
    namedModels(host).flatMap((named) => {
      const { release } = entity(topology.models, named.model);
      const retirement = traitsOf(host).offer.retirement(release);
      return retirement === 'none' ? [] : [{ ...named, hostId, kind: host.kind, release, on: retirement.on }];
    }),
  );
}
