import { contractUses, usersInWords, usesByContract } from '../../derived/contracts-of-hosts.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/parallel-window',
  severity: 'warning',
  title: 'An old and a new version of a model are promised side by side for as long as a workload takes to move.',
  why: 'Without a window both versions are never compared on real requests, and the way back ends on the day of the switch.',
  fix: 'Agree on contracts.<id>.parallelAvailabilityDays of at least workloads.<id>.terms.migrationDays.',

  *topology({ topology }) {
    const uses = contractUses(topology).filter(({ host }) => traitsOf(host).operator !== 'self');
    const short = uses.filter(({ workload, contract: { parallelAvailabilityDays: days } }) => days === 'none' || days < workload.terms.migrationDays);
    for (const [id, lacking] of usesByContract(short)) {
      const needed = Math.max(...lacking.map(({ workload }) => workload.terms.migrationDays));
      const promised = lacking[0]?.contract.parallelAvailabilityDays ?? 'none';
      yield {
        path: pathOf('contracts', id, 'parallelAvailabilityDays'),
        message: `${id} promises ${promised === 'none' ? 'no window' : `${promised} days`} side by side; ${usersInWords(lacking)} needs ${needed}.`,
      };
    }
  },
};
