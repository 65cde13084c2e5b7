import { hostsOf } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import { workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'tags/one-workload',
  severity: 'error',
  title: 'An imported model serves one workload, because its cost cannot be told apart.',
  why: 'A call of a Bedrock model is billed under the tags of its application inference profile. Imported models have no such profile: model units are billed by the minute under the tags of the model, no matter who called it. With two workloads on one model the bill names neither.',
  fix: 'Give each workload an import host of its own, or waive this with the name of the person who splits the bill by the spend logs of the gateway.',
  source: 'Amazon Bedrock User Guide, Custom Model Import; application inference profiles',

  *topology({ topology }) {
    for (const [id] of hostsOf(topology, 'bedrock-import')) {
      const workloads = workloadsOn(topology, id).map(([workload]) => workload);
      if (workloads.length > 1) yield { path: pathOf('hosts', id), message: `${id} serves ${workloads.join(', ')}. Allowed: one workload.` };
    }
  },
};
