import { portfolio } from '../../../planner/cost/portfolio.js';
import { dollars } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What each workload would pay for models with closed weights on the clouds in use, beside what it pays. */
export function portfolioSection({ topology, plan }: PlanReport): PlanSection {
  const offers = portfolio(topology, plan);
  const ids = Object.keys(plan.workloads);
  return {
    title: 'Prices of models with closed weights, USD a year at the volume of each workload',
    table: {
      head: ['model', ...ids, 'source'],
      rows: [
        ['this plan', ...ids.map((id) => dollars(plan.workloads[id]?.usdPerYear ?? 'unknown')), '-'],
        ...offers.map(({ price, usdPerYear }) => [
          `${price.model} on ${price.host} (${price.input} in, ${price.output} out)`,
          ...ids.map((id) => dollars(usdPerYear[id] ?? 'unknown')),
          `facts/prices.yaml, ${price.source}, ${price.asOf}`,
        ]),
      ],
    },
    lines: [
      'List prices of tokens alone, counted as Llama counts them: no discount, guardrail, caching or batch, no other tokenizer. Whether such a model is good enough, stays in the zone and may see the data is not judged.',
    ],
  };
}
