import { type ApprovedItems, approvedItems } from '../../derived/approved-items.js';
import { attestedItems } from '../../derived/attested-items.js';
import { useItemsOf } from '../../derived/guardrail-content.js';
import { mayServe } from '../../derived/stored-weights.js';
import { enforcedBy, type UseItem } from '../../facts/acceptable-use.js';
import { licenceOf } from '../../facts/models.js';
import { type Host, servedModels } from '../../hosts/schemas.js';
import type { Outputs } from '../../topology/outputs.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Resource } from '../synthesized/stack.js';
import { guardLooksFor } from './llama-guard.js';
import type { Safeguard } from './safeguard.js';

/** What holds up one item of the use policy for one model on one route: a cell of the matrix. */
export interface UseCell {
  readonly workload: string;
  /** Place of the host on the route. */
  readonly index: number;
  readonly host: string;
  readonly model: string;
  readonly item: UseItem;
  readonly cover: Cover;
}

export type Cover =
  | { readonly by: 'filter'; readonly resource?: Resource }
  | { readonly by: 'guard'; readonly guard: string }
  /** A safeguard of the organisation's own before the gateway. */
  | { readonly by: 'approval'; readonly approval: string }
  /** A person who looked at the use. */
  | { readonly by: 'attestation'; readonly approval: string }
  /** A rule of the licence that decides alone. */
  | { readonly by: 'gate' }
  | { readonly by: 'nothing'; readonly reasons: readonly string[]; readonly dismissed: readonly string[]; readonly resource?: Resource };

/** What a matrix is made of. */
export interface UseInput {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly asOf: string;
}

/** The matrix of item × route × model over hosts that `judged` admits; `safeguardOf` reads what screens each in its stacks. Hosts that wait for their weights serve nobody yet. */
export function* useCoverage(
  { topology, outputs, asOf }: UseInput,
  judged: (host: Host) => boolean,
  safeguardOf: (place: { readonly id: string; readonly host: Host }) => Safeguard,
): Iterable<UseCell> {
  const hosts = new Map<string, Screened>();
  for (const [workload, { route }] of sortedEntries(topology.workloads)) {
    for (const [index, id] of route.entries()) {
      const host = entity(topology.hosts, id);
      if (!judged(host) || !mayServe(topology, outputs, id, host)) continue;
      const screened = hosts.get(id) ?? {
        safeguard: safeguardOf({ id, host }),
        approved: approvedItems(topology, [pathOf('hosts', id)], asOf),
      };
      hosts.set(id, screened);
      for (const model of servedModels(host)) {
        const attested = attestedItems(topology, workload, licenceOf(entity(topology.models, model).release), asOf);
        for (const item of useItemsOf(topology, model)) {
          yield { workload, index, host: id, model, item, cover: coverOf(topology, workload, item, { ...screened, attested }) };
        }
      }
    }
  }
}

/** What screens the calls of a host, and what others say of it. */
interface Screened {
  readonly safeguard: Safeguard;
  readonly approved: ApprovedItems;
}

function coverOf(
  topology: Topology,
  workload: string,
  item: UseItem,
  { safeguard, approved, attested }: Screened & { readonly attested: ApprovedItems },
): Cover {
  if (enforcedBy(item, 'gate')) return { by: 'gate' };
  const attestation = attested.items.get(item.id);
  // What no filter can find is a person's alone; `licence/aup-attestation` asks for it besides a filter as well.
  if (!isScreened(item)) return attestation === undefined ? open(['nobody attests it'], attested.dismissed) : { by: 'attestation', approval: attestation };
  const { resource } = safeguard;
  const gaps = safeguard.gaps(item);
  if (gaps.length === 0) return { by: 'filter', ...(resource && { resource }) };
  const { guard } = entity(topology.workloads, workload);
  if (guard !== undefined && guardLooksFor(topology, entity(topology.workloads, workload), item)) return { by: 'guard', guard };
  const approval = approved.items.get(item.id);
  if (approval !== undefined) return { by: 'approval', approval };
  // A filter finds some of it at best: a person may answer for the rest, never for a filter of ours that was taken out.
  const takenOut = safeguard.whole && safeguard.maps(item);
  if (attestation !== undefined && !enforcedBy(item, 'filter') && !takenOut) return { by: 'attestation', approval: attestation };
  return { ...open(gaps, approved.dismissed), ...(resource && { resource }) };
}

/** Whether a filter or a setting holds an item up, at least in part. */
export function isScreened(item: UseItem): boolean {
  return (['filter', 'partial', 'config', 'topic'] as const).some((way) => enforcedBy(item, way));
}

function open(reasons: readonly string[], dismissed: readonly string[]): Extract<Cover, { by: 'nothing' }> {
  return { by: 'nothing', reasons, dismissed };
}
