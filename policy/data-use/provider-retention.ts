import { approvalOf } from '../../derived/approval-of.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/provider-retention',
  severity: 'error',
  title: 'No provider that keeps prompts by contract serves customer or regulated data, unless that is approved.',
  why: 'A term that lets a provider keep prompts and answers, for abuse monitoring or anything else, is a copy of them that no setting here deletes, and whose place nobody here decides.',
  fix: 'Agree on data.retentionDays: 0, route the workload to another host, or record an approval of kind abuse-monitoring with subject hosts.<id>.',
  source: 'GDPR, article 28(3)(g)',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (traitsOf(host).operator === 'self' || host.contract === undefined) continue;
      const days = entity(topology.contracts, host.contract).data?.retentionDays ?? 0;
      const sensitive = workloadsOn(topology, id).filter(([, { dataClass }]) => dataClass === 'customer' || dataClass === 'regulated');
      if (days === 0 || sensitive.length === 0) continue;
      const { inForce, lapsed } = approvalOf(topology, 'abuse-monitoring', pathOf('hosts', id), asOf);
      if (inForce !== undefined) continue;
      const also = lapsed === undefined ? '' : `; approval ${lapsed} is not in force`;
      yield {
        path: pathOf('contracts', host.contract, 'data', 'retentionDays'),
        message: `By ${host.contract} the provider of ${id} keeps prompts for ${days} days, and ${sensitive.map(([workload, { dataClass }]) => `${workload} has ${dataClass} data`).join(', ')}${also}. Allowed: 0.`,
      };
    }
  },
};
