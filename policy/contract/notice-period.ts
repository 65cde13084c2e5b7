import { contractUses } from '../../derived/contracts-of-hosts.js';
import { publishedNotice } from '../../facts/lifecycle.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/notice-period',
  severity: 'warning',
  title: 'The provider announces the end of a model at least as early as the workload needs to move.',
  why: 'A retirement that is announced with 30 days, for a workload that takes 90 to evaluate another model, is an outage with a date.',
  fix: 'Agree on a longer contracts.<id>.deprecationNoticeDays, shorten the move (workloads.<id>.terms.migrationDays), or keep a second host on the route.',
  source: 'Lifecycle policies of the providers, facts/lifecycle.yaml',

  *topology({ topology }) {
    for (const { workloadId, workload, hostId, host, contractId, contract } of contractUses(topology)) {
      if (traitsOf(host).operator === 'self') continue;
      const promised = contract.deprecationNoticeDays;
      const published = publishedNotice(host.kind);
      const days = promised === 'none' ? (published?.days ?? 0) : promised;
      if (days >= workload.terms.migrationDays) continue;
      const who =
        promised !== 'none' ? contractId : published === undefined ? `nothing that is known about ${host.kind}` : `the provider (${published.source})`;
      yield {
        path: pathOf('contracts', contractId, 'deprecationNoticeDays'),
        message: `${workloadId} takes ${workload.terms.migrationDays} days to leave ${hostId}; ${who} promises ${days} days of notice.`,
      };
    }
  },
};
