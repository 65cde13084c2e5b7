import { regimes } from '../../facts/regimes.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/regime-named',
  severity: 'warning',
  title: 'A workload whose data is regulated says by which regime.',
  why: 'Rules ask for a business associate agreement, a place, an audit trail because of a regime. Where data is called regulated and no regime is named, none of them is asked for, and the topology passes as if there were nothing to meet.',
  fix: 'Name the regimes in workloads.<id>.regimes. Where none that the facts know applies, waive this for the workload with the law that does and who looks after it.',
  source: 'facts/regimes.yaml',

  *topology({ topology }) {
    for (const [id, { dataClass, regimes: named }] of sortedEntries(topology.workloads)) {
      if (dataClass !== 'regulated' || named.length > 0) continue;
      yield { path: pathOf('workloads', id, 'regimes'), message: `${id} has regulated data and names no regime. Known: ${regimes().join(', ')}.` };
    }
  },
};
