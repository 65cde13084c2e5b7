import type { Topology } from '../../topology/schema/topology.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import { blocks, dig, type SynthesizedStack } from '../synthesized/stack.js';
import { type Safeguard, unscreened } from './safeguard.js';

/** The Model Armor template of a Vertex host, as its module has it. */
export function modelArmorSafeguard(topology: Topology, id: string, stacks: readonly SynthesizedStack[]): Safeguard {
  const resource = stacks
    .flatMap(({ resources }) => resources)
    .find((candidate) => candidate.type === 'google_model_armor_template' && hostOfResource(topology, candidate)?.[0] === id);
  if (resource === undefined) return unscreened('no Model Armor template screens it');
  const { properties } = resource;
  if (dig(properties, 'template_metadata', 'enforcement_type') !== 'INSPECT_AND_BLOCK')
    return { ...unscreened('its Model Armor template does not block'), resource };
  const enabled = (...path: readonly string[]) => dig(properties, 'filter_config', ...path, 'filter_enforcement') === 'ENABLED';
  const active = new Set([
    // Cannot be switched off.
    'CSAM',
    ...blocks(dig(properties, 'filter_config', 'rai_settings', 'rai_filters')).map((filter) => String(filter['filter_type'])),
    ...(enabled('pi_and_jailbreak_filter_settings') ? ['pi_and_jailbreak'] : []),
    ...(enabled('sdp_settings', 'basic_config') || dig(properties, 'filter_config', 'sdp_settings', 'advanced_config') !== undefined ? ['SDP'] : []),
  ]);
  return {
    resource,
    whole: false,
    maps: ({ modelArmor }) => modelArmor.length > 0,
    gaps: ({ modelArmor }) => {
      if (modelArmor.length === 0) return ['Model Armor has no filter for it'];
      return modelArmor.filter((filter) => !active.has(filter)).map((filter) => `Model Armor filter ${filter} is off`);
    },
  };
}
