import { planned } from '../../planner/cost/planned.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

const percent = (fraction: number) => `${(fraction * 100).toFixed(1)}%`;

export const rule: Rule = {
  id: 'cost/target',
  severity: 'warning',
  title: 'The plan saves what finance is promised, against a baseline that gets the same discount.',
  why: 'Savings are promised against list prices and paid against contracts: whoever commits gets the discount on hosted tokens too.',
  fix: 'Change what "blueprint plan" says the answer is sensitive to, or state the saving that can be kept in finance.savingTarget.',
  source: 'planner/cost/baseline.ts (docs/adr/0107-the-cost-of-a-plan.md)',

  *topology({ topology, asOf }) {
    const target = topology.finance.savingTarget;
    if (target === undefined) return;
    const { saving, unpriced } = planned(topology, asOf);
    if (saving.likeForLike !== 'unknown' && saving.likeForLike >= target) return;
    const found =
      saving.likeForLike === 'unknown'
        ? `No saving can be said: no price of ${unpriced.join(', ') || 'the baseline'} is known`
        : `The plan saves ${percent(saving.likeForLike)}`;
    yield { path: pathOf('finance', 'savingTarget'), message: `${found} against a baseline with the same discount. Allowed: ${percent(target)} or more.` };
  },
};
