import { hostOfPath } from '../../derived/host-of-path.js';
import { type Regime, regimeBasis, regimeFacts } from '../../facts/regimes.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';
import { silences } from '../waiving.js';

export const rule: Rule = {
  id: 'waivers/regime',
  severity: 'error',
  title: 'No waiver silences what a regime demands of encryption and logging, on hosts that see its data.',
  why: 'A waiver is a decision of the organisation. What a law or a baseline demands is not the organisation’s to waive, and an auditor reads the waiver as proof that it was known.',
  fix: 'Correct what the finding says and delete the waiver; or take the workloads of the regime off the host.',
  source: 'facts/regimes.yaml, with the articles of each regime',

  *waivers(waivers, { findings, topology }) {
    for (const [index, waiver] of waivers.entries()) {
      if (!findings.some((finding) => silences(waiver, finding))) continue;
      const [first] = concerned(topology, waiver.path).filter(({ regime }) => regime.unwaivable.includes(waiver.rule));
      if (first === undefined) continue;
      yield {
        path: `waivers[${index}].rule`,
        location: waiver.location,
        message: `${waiver.owner} waives ${waiver.rule} at ${waiver.path}, and ${first.workload} falls under ${first.regime.regime}. ${regimeBasis(first.regime)}.`,
      };
    }
  },
};

/** Workloads with regimes that a path concerns: those of its host, and all of them where it is no host's. */
function concerned(topology: Topology, path: string): { readonly workload: string; readonly regime: Regime }[] {
  const [host] = hostOfPath(topology, path) ?? [];
  const workloads = host === undefined ? sortedEntries(topology.workloads) : workloadsOn(topology, host);
  return workloads.flatMap(([workload, { regimes }]) => regimes.map((regime) => ({ workload, regime: regimeFacts(regime) })));
}
