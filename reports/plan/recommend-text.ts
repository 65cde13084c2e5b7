import type { Plan } from '../../planner/cost/plan.js';
import { unpricedForms } from '../../planner/recommend/forms.js';
import type { Search } from '../../planner/recommend/search.js';
import { whatMustHold } from '../../planner/recommend/what-must-hold.js';
import type { Topology } from '../../topology/schema/topology.js';
import { dollars } from './figures.js';

/** The cheapest placements that the rules accept, with the edit to make and what has to be true. */
export function recommendText(topology: Topology, declared: Plan, { choices, tried, complete }: Search): string {
  const head = `Recommended: ${tried.toLocaleString('en-US')} placements priced${complete ? ', all there are' : '; there are more, so a better one may exist'}. Now ${dollars(declared.hybrid.usdPerYear)} USD a year.`;
  const lacking = unpricedForms(topology).map((text) => `Not compared: ${text}.`);
  if (choices.length === 0) return [head, 'None that the rules accept has a price for everything.', ...lacking].join('\n');
  return [
    head,
    ...choices.flatMap((choice, index) => {
      const { conditions, risks } = whatMustHold(topology, choice);
      const change = choice.plan.hybrid.usdPerYear - declared.hybrid.usdPerYear;
      return [
        `${index + 1}. ${dollars(choice.plan.hybrid.usdPerYear)} USD a year (${change < 0 ? '-' : '+'}${dollars(Math.abs(change))})`,
        ...(choice.edits.length === 0 ? ['   as declared'] : choice.edits.map(({ path, from, to }) => `   edit ${path}: ${from} → ${to}`)),
        ...conditions.map((text) => `   has to hold: ${text}`),
        ...risks.map((text) => `   risk: ${text}`),
      ];
    }),
    ...lacking,
  ].join('\n');
}
