import { type LicenceFacts, licenceFacts } from '../facts/licences.js';
import { licenceOf } from '../facts/models.js';
import { type Host, namedModels } from '../hosts/schemas.js';
import type { NamedModel } from '../topology/schema/host-form.js';
import type { Licence } from '../topology/schema/licence.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** A model that a host serves, and the licence that its release comes under. */
export interface LicensedModel extends NamedModel {
  readonly hostId: string;
  readonly host: Host;
  readonly release: string;
  readonly licence: LicenceFacts;
}

/** Every model that a host serves or is about to, guards included: a licence is judged for each, not for the topology at large. */
export function licensedModels(topology: Topology): LicensedModel[] {
  return sortedEntries(topology.hosts).flatMap(([hostId, host]) =>
    namedModels(host).map((named) => {
      const { release } = entity(topology.models, named.model);
      return { ...named, hostId, host, release, licence: licenceFacts(licenceOf(release)) };
    }),
  );
}

/** What the separate licence of Meta may lift. */
export type Lifted = Exclude<Licence['separateLicence'], 'none'>['grants'][number];

/** Whether the separate licence of Meta lifts a clause for a version on a day; and if it does not, why, for a message. */
export function separateLicence({ licence }: Topology, clause: Lifted, version: string, asOf: string): { readonly lifts: boolean; readonly why: string } {
  const { separateLicence: separate } = licence;
  if (separate === 'none') return { lifts: false, why: 'no separate licence of Meta is recorded' };
  const { number, grantedOn, expires, versions, grants } = separate;
  if (grantedOn > asOf) return { lifts: false, why: `licence ${number} holds from ${grantedOn} on` };
  if (expires !== 'none' && expires < asOf) return { lifts: false, why: `licence ${number} ended on ${expires}` };
  if (!versions.includes(version)) return { lifts: false, why: `licence ${number} speaks of Llama ${versions.join(', ')}` };
  if (!grants.includes(clause)) return { lifts: false, why: `licence ${number} grants ${grants.join(', ')} alone` };
  return { lifts: true, why: `licence ${number}` };
}
