import { materialSaving } from '../../facts/demand.js';
import { isGuard, release, releases } from '../../facts/models.js';
import { costOf } from '../../hosts/costs.js';
import type { Host } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity } from '../../topology/views.js';
import { blended, cheapestInZone, type HostedOffer } from './hosted.js';

/** What a workload pays for 10^6 tokens on a host, and an offer that is far cheaper. */
export interface Alternative {
  readonly pays: number;
  readonly offer: HostedOffer;
}

/** The cheapest offer in the zone of the same release or of a later one of its size, where it is far cheaper than what a host is paid by the token. */
export function cheapestAlternative(topology: Topology, workload: Workload, host: Host): Alternative | undefined {
  const prices = costOf(host).tokens(topology, host);
  if (prices === 'by capacity' || prices.input.usd === 'unknown' || prices.output.usd === 'unknown') return undefined;
  const pays = blended(workload.load, { input: prices.input.usd, output: prices.output.usd });
  const offers = sameSize(entity(topology.models, host.model).release).flatMap((id) => {
    const offer = cheapestInZone(topology, workload, id);
    return offer === 'none' ? [] : [offer];
  });
  const [offer] = offers.sort((a, b) => a.usdPerMillion - b.usdPerMillion);
  return offer !== undefined && offer.usdPerMillion < pays * (1 - materialSaving()) ? { pays, offer } : undefined;
}

/** A release and later ones with as many parameters, none of which classifies instead of answering. Later: the licence of a higher version. */
function sameSize(id: string): string[] {
  const own = release(id);
  if (own === undefined) return [id];
  const later = releases().filter((other) => {
    const row = release(other);
    return row !== undefined && !isGuard(other) && row.paramsB === own.paramsB && Number(row.licence) >= Number(own.licence);
  });
  return [...new Set([id, ...later])];
}
