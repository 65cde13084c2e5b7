import { contractUses, usersInWords, usesByContract } from '../../derived/contracts-of-hosts.js';
import { regimeFacts } from '../../facts/regimes.js';
import { pathOf } from '../../topology/path.js';
import type { Workload } from '../../topology/schema/workloads.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/dpa',
  severity: 'error',
  title: 'Where hosts see customer or regulated data, or a regime asks for it, their contract has a data processing agreement.',
  why: 'Who processes personal data for somebody else does so under a contract that says what for, how long and with whose help. Nodes of your own are no exception: the provider stores and moves what is on them.',
  fix: 'Sign the data processing agreement and add dpa to contracts.<id>.addenda; or route the workload to hosts that have one.',
  source: 'GDPR, article 28(3)',

  *topology({ topology }) {
    const lacking = contractUses(topology).filter(({ workload, contract }) => isPersonal(workload) && !contract.addenda.includes('dpa'));
    for (const [id, uses] of usesByContract(lacking)) {
      yield {
        path: pathOf('contracts', id, 'addenda'),
        message: `${id} has no dpa, and carries ${usersInWords(uses)}. Allowed: addenda with dpa for customer and regulated data.`,
      };
    }
  },
};

function isPersonal({ dataClass, regimes }: Workload): boolean {
  return dataClass === 'customer' || dataClass === 'regulated' || regimes.some((regime) => regimeFacts(regime).addenda.includes('dpa'));
}
