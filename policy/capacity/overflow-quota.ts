import { hostsOfKind } from '../../topology/views.js';
import { missingGrant } from '../granted-limit.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/overflow-quota',
  severity: 'warning',
  title: 'Bedrock hosts that take overflow have the tokens per minute for it.',
  why: 'Overflow comes all at once, when a fleet fails or fills up. At its default quota Bedrock answers throttling errors at that very moment, and the fallback that everybody relied on was none.',
  fix: 'Set quotaTokensPerMinute to the peak that would overflow, have it granted for the model in the region, and record an approval of kind quota with subject hosts.<id> and the granted limit.',
  source: 'Amazon Bedrock User Guide, quotas',

  *topology({ topology, asOf }) {
    for (const [id, host] of hostsOfKind(topology, 'bedrock')) {
      const takers = Object.entries(topology.workloads).filter(([, { route }]) => route.indexOf(id) > 0);
      if (takers.length === 0) continue;
      const path = `hosts.${id}.quotaTokensPerMinute`;
      const workloads = takers.map(([workload]) => workload).sort();
      if (host.quotaTokensPerMinute === undefined) {
        yield { path, message: `${id} takes the overflow of ${workloads.join(', ')} and declares no quota. Needed: tokens per minute at peak.` };
        continue;
      }
      const missing = missingGrant(topology, [`hosts.${id}`], host.quotaTokensPerMinute, asOf);
      if (missing !== undefined) {
        yield {
          path,
          message: `${id} takes the overflow of ${workloads.join(', ')} and needs ${host.quotaTokensPerMinute} tokens per minute; as of ${asOf}, ${missing}.`,
        };
      }
    }
  },
};
