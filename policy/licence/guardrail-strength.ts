import type { Host } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/guardrail-strength',
  severity: 'error',
  title: 'What screens regulated data is set to medium or high.',
  why: 'At low, a filter refuses only what it is almost sure of: most of what the acceptable use policy forbids passes, and looks screened. Those who answer for regulated data take the filter for a control.',
  fix: 'Set strength to medium or high; or take regulated workloads off the host.',
  source: 'Amazon Bedrock user guide, content filters, filter strengths; Model Armor, confidence levels',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const regulated = workloadsOn(topology, id).filter(([, { dataClass }]) => dataClass === 'regulated');
      if (regulated.length === 0) continue;
      for (const field of weak(host)) {
        // The strength of a guardrail that exists already is not this one's.
        if (field === 'guardrail' && topology.existing.guardrails[id] !== undefined) continue;
        yield {
          path: pathOf('hosts', id, field, 'strength'),
          message: `Received low, and ${regulated.map(([workload]) => workload).join(', ')} on ${id} ${regulated.length === 1 ? 'is' : 'are'} of class regulated. Allowed: medium, high.`,
        };
      }
    }
  },
};

/** Filters of a host that are turned down to `low`, by the field that sets them. */
function weak(host: Host): ('guardrail' | 'modelArmor')[] {
  return [
    ...('guardrail' in host && host.guardrail.strength === 'low' ? (['guardrail'] as const) : []),
    ...('modelArmor' in host && host.modelArmor?.strength === 'low' ? (['modelArmor'] as const) : []),
  ];
}
