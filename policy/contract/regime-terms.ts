import { type ContractUse, contractUses } from '../../derived/contracts-of-hosts.js';
import { type Regime, regimeBasis, regimeFacts } from '../../facts/regimes.js';
import { pathOf } from '../../topology/path.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'contract/regime-terms',
  severity: 'error',
  title: 'The contract of every host of a workload has what the regimes of its data demand of contracts.',
  why: 'A regime looks at the whole route: one host whose contract lacks a term makes the workload unlawful the moment that overflow reaches it.',
  fix: 'Agree the missing term or addendum and record it in contracts.<id>; or take the host off the route of the workload.',
  source: 'facts/regimes.yaml, with the articles of each regime',

  *topology({ topology }) {
    for (const use of contractUses(topology)) {
      for (const regime of use.workload.regimes.map(regimeFacts)) yield* missing(use, regime);
    }
  },
};

/** Addenda that have a rule of their own. */
const judgedElsewhere: readonly string[] = ['dpa', 'baa'];

function* missing({ workloadId, hostId, contractId, contract }: ContractUse, regime: Regime): Iterable<Violation> {
  const of = `${workloadId} falls under ${regime.regime} and reaches ${hostId}, whose contract ${contractId}`;
  for (const addendum of regime.addenda) {
    if (judgedElsewhere.includes(addendum) || contract.addenda.includes(addendum)) continue;
    yield { path: pathOf('contracts', contractId, 'addenda'), message: `${of} has no ${addendum}. ${regimeBasis(regime)}.` };
  }
  for (const term of regime.terms) {
    if (contract[term] !== 'none') continue;
    yield { path: pathOf('contracts', contractId, term), message: `${of} promises no ${term}. ${regimeBasis(regime)}.` };
  }
}
