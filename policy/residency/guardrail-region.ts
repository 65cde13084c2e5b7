import { approvalOf } from '../../derived/approval-of.js';
import { refusedDestinations } from '../../derived/refused-destinations.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { dig, type Resource } from '../../evidence/synthesized/stack.js';
import { guardrailDestinations, guardrailTier, type Tier } from '../../facts/guardrails.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/guardrail-region',
  severity: 'fatal',
  title: 'A guardrail judges prompts and answers only in regions that are allowed for every workload behind it.',
  why: 'A guardrail reads everything that the model reads. The standard tier asks for a guardrail profile, and a profile sends prompts and answers to whichever of its regions has room, even while the model itself stays in one.',
  fix: 'Keep the classic tier and no CrossRegionConfig, or allow all destinations of the profile to the workload. For a guardrail under existing.guardrails record an approval of kind guardrail-region with subject existing.guardrails.<host>.',
  source: 'Amazon Bedrock user guide, safeguard tiers and cross-Region guardrail inference',

  *topology({ topology, asOf }) {
    for (const [id, { id: guardrail }] of sortedEntries(topology.existing.guardrails)) {
      const path = pathOf('existing', 'guardrails', id);
      const { inForce, lapsed } = approvalOf(topology, 'guardrail-region', path, asOf);
      if (inForce !== undefined) continue;
      for (const [workloadId, workload] of workloadsOn(topology, id)) {
        const problem = refusedDestinations(topology, workload, undefined);
        if (problem === undefined) continue;
        const also = lapsed === undefined ? '' : ` Approval ${lapsed} is not in force on ${asOf}.`;
        yield { path, message: `Where guardrail ${guardrail} judges cannot be seen; ${workloadId} ${problem}.${also}` };
      }
    }
  },

  *resource(resource, { topology }) {
    if (resource.type !== 'AWS::Bedrock::Guardrail') return;
    const { region = '' } = resource.stack;
    const profile = profileOf(resource);
    const spreading = tiersOf(resource).filter((tier) => guardrailTier(tier).crossRegion);
    if (profile === undefined && spreading.length === 0) return;
    const destinations = profile === undefined ? undefined : guardrailDestinations(profile, region);
    const reach = destinations === undefined ? 'in regions that facts do not list' : `in ${destinations.join(', ')}`;
    const [id = ''] = hostOfResource(topology, resource) ?? [];
    for (const [workloadId, workload] of workloadsOn(topology, id)) {
      const problem = refusedDestinations(topology, workload, destinations);
      if (problem === undefined) continue;
      const what = profile === undefined ? `Tier ${spreading.join(', ')} without a profile` : `Guardrail profile ${profile} from ${region}`;
      yield { path: pathOf('hosts', id, 'guardrail'), resource, message: `${what} judges ${reach}; ${workloadId} ${problem}.` };
    }
  },
};

function profileOf({ properties }: Resource): string | undefined {
  const arn = dig(properties, 'CrossRegionConfig', 'GuardrailProfileArn');
  return arn === undefined ? undefined : renderedText(arn).replace(/^.*guardrail-profile\//, '');
}

/** Tiers that a guardrail names; any word but the classic one is taken for the standard tier. */
function tiersOf({ properties }: Resource): Tier[] {
  const named = [
    dig(properties, 'ContentPolicyConfig', 'ContentFiltersTierConfig', 'TierName'),
    dig(properties, 'TopicPolicyConfig', 'TopicsTierConfig', 'TierName'),
  ];
  return [...new Set(named.filter((tier) => tier !== undefined && tier !== 'CLASSIC').map((): Tier => 'STANDARD'))];
}
