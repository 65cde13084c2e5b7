import { approvalOf } from '../../derived/approval-of.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

/** What an approval may let a provider keep, in days: what Microsoft documents for abuse monitoring. Longer is an archive. */
const approvable = 30;

export const rule: Rule = {
  id: 'data-use/provider-retention',
  severity: 'error',
  title: 'No provider may keep prompts by contract for longer than each of its workloads allows, unless that is approved.',
  why: 'A term that lets a provider keep prompts and answers, for abuse monitoring or anything else, is a copy of them that no setting here deletes, and whose place nobody here decides.',
  fix: 'Agree on a lower data.retentionDays, raise workloads.<id>.terms.retentionDays where its data allows it, route the workload to another host, or record an approval of kind abuse-monitoring with subject hosts.<id>.',
  source: 'GDPR, article 28(3)(g); Microsoft Foundry, abuse monitoring',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (host.contract === undefined) continue;
      const { data } = entity(topology.contracts, host.contract);
      if (data === 'none') {
        // A provider that no term binds may keep prompts for as long as it likes; an approval is of a number of days.
        const users = traitsOf(host).operator === 'self' ? [] : workloadsOn(topology, id).map(([workload]) => workload);
        if (users.length > 0)
          yield {
            path: pathOf('contracts', host.contract, 'data'),
            message: `${host.contract} records no data terms: nothing says how long the provider of ${id} keeps prompts of ${users.join(', ')}.`,
          };
        continue;
      }
      const days = data.retentionDays;
      // Nodes of your own show a provider nothing; a contract that speaks of an archive is asked about anyway.
      if (traitsOf(host).operator === 'self' && days <= approvable) continue;
      const exceeded = workloadsOn(topology, id).filter(([, { terms }]) => terms.retentionDays < days);
      if (exceeded.length === 0) continue;
      const { inForce, lapsed } = approvalOf(topology, 'abuse-monitoring', pathOf('hosts', id), asOf);
      if (inForce !== undefined && days <= approvable) continue;
      const also =
        inForce !== undefined ? `; approval ${inForce} covers ${approvable} days` : lapsed === undefined ? '' : `; approval ${lapsed} is not in force`;
      const allowed = exceeded.map(([workload, { dataClass, terms }]) => `${workload} with ${dataClass} data allows ${terms.retentionDays}`);
      yield {
        path: pathOf('contracts', host.contract, 'data', 'retentionDays'),
        message: `By ${host.contract} the provider of ${id} keeps prompts for ${days} days, and ${allowed.join(', ')}${also}.`,
      };
    }
  },
};
