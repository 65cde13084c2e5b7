import { type Safeguard, unscreened } from '../../../evidence/guardrails/safeguard.js';
import { hostOfResource } from '../../../evidence/synthesized/host-of-resource.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { VertexEndpointHost } from '../schema.js';

/** From which confidence a filter of Model Armor counts, by the strength that a host declares: the stronger, the less sure it has to be. */
export const armorConfidence = { low: 'HIGH', medium: 'MEDIUM_AND_ABOVE', high: 'LOW_AND_ABOVE' } as const;

/** The Model Armor template of a Vertex host, as its module has it: which filters block, and from which confidence. */
export function modelArmorSafeguard(topology: Topology, id: string, host: VertexEndpointHost, stacks: readonly SynthesizedStack[]): Safeguard {
  const resource = stacks
    .flatMap(({ resources }) => resources)
    .find((candidate) => candidate.type === 'google_model_armor_template' && hostOfResource(topology, candidate)?.[0] === id);
  if (resource === undefined || host.modelArmor === undefined) return unscreened('no Model Armor template screens it');
  if (dig(resource.properties, 'template_metadata', 'enforcement_type') !== 'INSPECT_AND_BLOCK')
    return { ...unscreened('its Model Armor template does not block'), resource };
  const levels = levelsOf(resource);
  const { strength } = host.modelArmor;
  return {
    resource,
    whole: false,
    maps: ({ modelArmor }) => modelArmor.length > 0,
    gaps: ({ modelArmor }) => {
      if (modelArmor.length === 0) return ['Model Armor has no filter for it'];
      return modelArmor.flatMap((filter) => {
        const level = levels.get(filter);
        if (level === undefined) return [`Model Armor filter ${filter} is off`];
        if (level === 'no level' || level === armorConfidence[strength]) return [];
        return [`Model Armor filter ${filter} counts from ${level}, and strength ${strength} is ${armorConfidence[strength]}`];
      });
    },
  };
}

/** Filters that are on, and the confidence from which each counts; some have none to set. */
function levelsOf({ properties }: Resource): ReadonlyMap<string, string> {
  const config = dig(properties, 'filter_config');
  const enabled = (...path: readonly string[]) => dig(config, ...path, 'filter_enforcement') === 'ENABLED';
  const level = (block: unknown) => String(dig(block, 'confidence_level') ?? 'no confidence that is named');
  return new Map([
    // Cannot be switched off.
    ['CSAM', 'no level'],
    ...blocks(dig(config, 'rai_settings', 'rai_filters')).map((filter) => [String(filter['filter_type']), level(filter)] as const),
    ...(enabled('pi_and_jailbreak_filter_settings') ? [['pi_and_jailbreak', level(dig(config, 'pi_and_jailbreak_filter_settings'))] as const] : []),
    ...(enabled('malicious_uri_filter_settings') ? [['malicious_uri', 'no level'] as const] : []),
    // What a template of Sensitive Data Protection looks for (advanced_config) cannot be seen here.
    ...(enabled('sdp_settings', 'basic_config') ? [['SDP', 'no level'] as const] : []),
  ]);
}
