import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { type Flow, perYear } from '../capacity/flow.js';
import { millionsOf } from './host-lines.js';
import { type HostedOffer, hostedOffers } from './hosted.js';
import { paidUnits } from './paid-units.js';

/** How a host stands against buying the same tokens. */
export interface HostAnswer {
  readonly nodes: number | 'none';
  /** Capacity used in the mean over capacity paid for; `unknown` where nothing says what it carries. */
  readonly utilisation: number | 'unknown';
  /** Utilisation from which on it is cheaper than the cheapest offer of the same release; above 1: never. */
  readonly breakEvenUtilisation: number | 'unknown';
  /** The cheapest offer of the same release for the tokens that it serves, wherever that is processed. */
  readonly cheapestHosted: (HostedOffer & { readonly usdPerYear: number }) | 'none';
}

const minutesPerYear = 525_600;

/** `usdPerYear`: what the host costs whatever its load; `unknown` where the price of its capacity is. */
export function hostAnswer(topology: Topology, id: string, served: readonly Flow[], usdPerYear: number | 'unknown'): HostAnswer {
  const host = entity(topology.hosts, id);
  const nodes = traitsOf(host).nodes(host);
  const count = nodes === 'none' ? 'none' : nodes.count;
  const cheapest = cheapestFor(topology, id, served);
  const paid = paidUnits(host, served);
  const utilisation = paid === 'unknown' ? 'unknown' : used(served, paid);
  return {
    nodes: count,
    utilisation,
    breakEvenUtilisation:
      utilisation === 'unknown' || usdPerYear === 'unknown' || cheapest === 'none' || cheapest.usdPerYear === 0
        ? 'unknown'
        : (utilisation * usdPerYear) / cheapest.usdPerYear,
    cheapestHosted: cheapest,
  };
}

/** Minutes of nodes or replicas that are used over those that are paid for. */
function used(served: readonly Flow[], paid: number): number | 'unknown' {
  if (served.some(({ share }) => share === undefined)) return 'unknown';
  return served.reduce((sum, flow) => sum + (perYear(flow.served) / minutesPerYear) * (flow.share ?? 0), 0) / paid;
}

/** The one service that has all tokens of a host for the least. */
function cheapestFor(topology: Topology, id: string, served: readonly Flow[]): HostAnswer['cheapestHosted'] {
  const { release } = entity(topology.models, entity(topology.hosts, id).model);
  const millions = served.map((flow) => millionsOf(topology, flow));
  const [input, output] = [millions.reduce((sum, one) => sum + one.input, 0), millions.reduce((sum, one) => sum + one.output, 0)];
  if (input + output === 0) return 'none';
  const [best] = hostedOffers(release, { inputTokens: input, outputTokens: output });
  return best === undefined ? 'none' : { ...best, usdPerYear: best.usdPerMillion * (input + output) };
}
