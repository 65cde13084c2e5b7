import { missingGrant } from '../../derived/granted-limit.js';
import { tokenHosts, tokenPeaks } from '../../planner/token-quotas.js';
import { pathOf } from '../../topology/path.js';
import { workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

const inWords = (tokens: number) => tokens.toLocaleString('en-US');

export const rule: Rule = {
  id: 'capacity/overflow-quota',
  severity: 'warning',
  title: 'Bedrock hosts have the tokens per minute for their own peak and for the overflow of a fleet that lost a node.',
  why: 'Overflow comes all at once, when a fleet fails or fills up. At its default quota Bedrock answers throttling errors at that very moment, and the fallback that everybody relied on was none.',
  fix: 'Set quotaTokensPerMinute to at least what quotas.json says is needed, have it granted for the model in the region, and record an approval of kind quota with subject hosts.<id> and the granted limit.',
  source: 'Amazon Bedrock User Guide, quotas; the arithmetic is of planner/overflow.ts on facts/demand.yaml and facts/throughput.yaml',

  *topology({ topology, asOf }) {
    for (const { id, declared, field } of tokenHosts(topology)) {
      const users = workloadsOn(topology, id);
      const overflowing = users.filter(([, { route }]) => route.indexOf(id) > 0).map(([workload]) => workload);
      // Without overflow and without a figure there is nothing to hold it to; quotas.json names the peak all the same.
      if (users.length === 0 || (overflowing.length === 0 && declared === undefined)) continue;
      const path = pathOf('hosts', id, field);
      const takes =
        overflowing.length === 0 ? `${id} serves ${users.map(([workload]) => workload).join(', ')}` : `${id} takes the overflow of ${overflowing.join(', ')}`;
      const { atPeak, oneNodeLost } = tokenPeaks(topology, [id]);
      const asks = `${inWords(atPeak)} at peak${oneNodeLost > atPeak ? `, ${inWords(oneNodeLost)} with one node lost` : ''}`;
      // Nothing spills over at peak, nor with one node lost: there is no quota to ask for.
      if (oneNodeLost === 0) continue;
      if (declared === undefined) {
        yield { path, message: `${takes} and declares no quota. Tokens per minute needed: ${asks}.` };
        continue;
      }
      if (declared < oneNodeLost) yield { path, message: `${takes} and declares ${inWords(declared)} tokens per minute. Needed: ${asks}.` };
      const missing = overflowing.length === 0 ? undefined : missingGrant(topology, [pathOf('hosts', id)], declared, asOf);
      if (missing !== undefined) yield { path, message: `${takes} and needs ${declared} tokens per minute; as of ${asOf}, ${missing}.` };
    }
  },
};
