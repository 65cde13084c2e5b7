import { type PortfolioRow, portfolioPrices } from '../../facts/prices.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { blended } from './hosted.js';
import type { Plan } from './plan.js';

/** A model with closed weights, and what each workload would pay for its tokens there, by workload. Money a year. */
export interface PortfolioOffer {
  readonly price: PortfolioRow;
  readonly usdPerYear: Readonly<Record<string, number>>;
}

/** List prices of models with closed weights on the clouds that a topology uses, at the volume of each workload. Of quality nothing is said. */
export function portfolio(topology: Topology, { workloads }: Pick<Plan, 'workloads'>): PortfolioOffer[] {
  const clouds = new Set(Object.values(topology.hosts).map((host): string => cloudOf(host)));
  return portfolioPrices()
    .filter(({ cloud }) => clouds.has(cloud))
    .map((price) => ({
      price,
      usdPerYear: Object.fromEntries(
        sortedEntries(topology.workloads)
          .filter(([id]) => workloads[id] !== undefined)
          .map(([id, { load }]) => [id, (load.tokensPerYear / 1e6) * blended(load, price)]),
      ),
    }));
}
