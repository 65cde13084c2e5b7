import type { Cloud } from '../../clouds/cloud.js';
import { clouds } from '../../clouds/clouds.js';
import { approvalOf } from '../../derived/approval-of.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { type FieldOf, pathOf } from '../../topology/path.js';
import type { Contract } from '../../topology/schema/contracts.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/no-training-term',
  severity: 'fatal',
  title: 'For every hosted model a contract in force says that customer data trains nothing and does not reach the model provider.',
  why: 'No provider has a switch for training: only the terms forbid it. Without a term in force that says so, the promise to customers rests on a web page that may change.',
  fix: 'Record the contract with data.training and data.sharedWithModelProvider false, or an approval of kind no-training-term with subject hosts.<id> that names the clause.',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (traitsOf(host).operator === 'self') continue;
      const { inForce, lapsed } = approvalOf(topology, 'no-training-term', pathOf('hosts', id), asOf);
      if (inForce !== undefined) continue;
      const gap =
        host.contract === undefined
          ? { path: pathOf('hosts', id, 'contract'), what: 'it has no contract' }
          : gapOf(host.contract, entity(topology.contracts, host.contract), cloudOf(host), asOf, id);
      if (gap === undefined) continue;
      const also = lapsed === undefined ? '' : `, and approval ${lapsed} is not in force`;
      yield { path: gap.path, message: `Nothing in force on ${asOf} says that prompts of ${id} are not trained on: ${gap.what}${also}.` };
    }
  },
};

/** Why a contract does not protect a host's data, and the line that says so. */
function gapOf(name: string, contract: Contract, cloud: Cloud, asOf: string, host: string): { path: string; what: string } | undefined {
  const at = (field: FieldOf<Contract>) => pathOf('contracts', name, field);
  const { contractsWith } = clouds[cloud];
  if (contract.provider !== contractsWith)
    return { path: pathOf('hosts', host, 'contract'), what: `${name} is a contract with ${contract.provider}, not with ${contractsWith}` };
  if (asOf < contract.term.start) return { path: at('term.start'), what: `${name} starts on ${contract.term.start}` };
  if (contract.term.end < asOf) return { path: at('term.end'), what: `${name} ended on ${contract.term.end}` };
  if (contract.data === 'none') return { path: at('data'), what: `${name} records no data terms` };
  if (contract.data.training) return { path: at('data.training'), what: `${name} allows training` };
  if (contract.data.sharedWithModelProvider) return { path: at('data.sharedWithModelProvider'), what: `${name} shares data with the model provider` };
  return undefined;
}
