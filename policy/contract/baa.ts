import { contractUses, usersInWords, usesByContract } from '../../derived/contracts-of-hosts.js';
import { regimeBasis, regimeFacts } from '../../facts/regimes.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/baa',
  severity: 'error',
  title: 'Where hosts see protected health information, their contract has a business associate agreement.',
  why: 'A cloud provider that handles protected health information is a business associate even if it cannot read it. Without the agreement every prompt is a disclosure that has to be reported.',
  fix: 'Sign the business associate agreement and add baa to contracts.<id>.addenda; or route the workload to hosts that have one.',
  source: '45 CFR 164.502(e), 164.504(e)',

  *topology({ topology }) {
    const wanting = (regimes: readonly string[]) => regimes.map(regimeFacts).filter(({ addenda }) => addenda.includes('baa'));
    const lacking = contractUses(topology).filter(({ workload, contract }) => wanting(workload.regimes).length > 0 && !contract.addenda.includes('baa'));
    for (const [id, uses] of usesByContract(lacking)) {
      const [regime] = uses.flatMap(({ workload }) => wanting(workload.regimes));
      const basis = regime === undefined ? '' : ` ${regimeBasis(regime)}.`;
      yield { path: pathOf('contracts', id, 'addenda'), message: `${id} has no baa, and carries ${usersInWords(uses)}.${basis}` };
    }
  },
};
