import { strengthsFor } from '../../facts/guardrails.js';
import type { Host } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/guardrail-strength',
  severity: 'error',
  title: 'What screens a data class is set at least as strong as the class asks for: medium for data of customers and regulated data.',
  why: 'At low, a filter refuses only what it is almost sure of: most of what the acceptable use policy forbids passes, and looks screened. Those who answer for the data take the filter for a control.',
  fix: 'Raise strength to what facts/guardrails.yaml asks for the class; or take the workload off the host.',
  source: 'Amazon Bedrock user guide, content filters, filter strengths; Model Armor, confidence levels',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      for (const [field, strength] of settings(host)) {
        // The strength of a guardrail that exists already is not this one's.
        if (field === 'guardrail' && topology.existing.guardrails[id] !== undefined) continue;
        const weak = workloadsOn(topology, id).filter(([, { dataClass }]) => !strengthsFor(dataClass).includes(strength));
        const [first] = weak;
        if (first === undefined) continue;
        yield {
          path: pathOf('hosts', id, field, 'strength'),
          message: `Received ${strength}, and on ${id} ${weak.map(([workload, { dataClass }]) => `${workload} is of class ${dataClass}`).join(', ')}. Allowed: ${strengthsFor(first[1].dataClass).join(', ')}.`,
        };
      }
    }
  },
};

/** How strong the filters of a host are set, by the field that sets them. */
function settings(host: Host): [field: 'guardrail' | 'modelArmor', strength: string][] {
  return [
    ...('guardrail' in host ? [['guardrail', host.guardrail.strength] as const] : []),
    ...('modelArmor' in host && host.modelArmor !== undefined ? [['modelArmor', host.modelArmor.strength] as const] : []),
  ].map(([field, strength]) => [field, strength]);
}
