import { type Safeguard, unscreened } from '../../../evidence/guardrails/safeguard.js';
import { hostOfResource } from '../../../evidence/synthesized/host-of-resource.js';
import { blocks, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { azureFilters } from '../../../facts/acceptable-use.js';
import type { Topology } from '../../../topology/schema/topology.js';

/** Severities from which a filter may block: what is less severe passes. */
const strongEnough = ['Low', 'Medium'];

/** The content filter of a Foundry host's deployment, as its module has it. */
export function azureSafeguard(topology: Topology, id: string, stacks: readonly SynthesizedStack[]): Safeguard {
  const own = stacks.flatMap(({ resources }) => resources).filter((resource) => hostOfResource(topology, resource)?.[0] === id);
  const used = own.filter(({ type }) => type === 'azurerm_cognitive_deployment').map(({ properties }) => String(properties['rai_policy_name']));
  const resource = own.find(
    ({ type, id: address, properties }) =>
      type === 'azurerm_cognitive_account_rai_policy' && used.length > 0 && used.every((name) => name === `\${${address}.name}` || name === properties['name']),
  );
  if (resource === undefined) return unscreened('its deployment names no content filter of ours');
  if (resource.properties['mode'] !== 'Blocking') return { ...unscreened('its content filter does not block'), resource };
  const thresholds = new Map(
    blocks(resource.properties['content_filter'])
      .filter((filter) => filter['filter_enabled'] === true && filter['block_enabled'] === true)
      .map(({ name, source, severity_threshold: threshold }) => [`${String(name)} ${String(source)}`, String(threshold ?? 'none')]),
  );
  return {
    resource,
    whole: false,
    maps: ({ azureRai }) => azureRai.length > 0,
    gaps: ({ azureRai }) => {
      if (azureRai.length === 0) return ['Foundry has no filter for it'];
      return azureRai.flatMap((filter) => {
        const rows = azureFilters().filter((row) => row.filter === filter);
        if (rows.length === 0) return [`no fact says under which name Foundry has ${filter}`];
        return rows.flatMap(({ name, judges }) =>
          judges.flatMap((source) => {
            const threshold = thresholds.get(`${name} ${source}`);
            if (threshold === undefined) return [`content filter ${name} of the ${source.toLowerCase()} is off`];
            if (strongEnough.includes(threshold)) return [];
            return [`content filter ${name} of the ${source.toLowerCase()} blocks from severity ${threshold} on, not from Medium`];
          }),
        );
      });
    },
  };
}
