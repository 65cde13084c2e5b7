import { guardrailContent, useItemsOf } from '../../derived/guardrail-content.js';
import { azureFilters } from '../../facts/acceptable-use.js';
import type { GuardrailHost } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { allUnits, type GrantedUnit } from '../grants/granted-units.js';
import type { Resource } from '../synthesized/stack.js';

const both = { InputAction: ['BLOCK'], OutputAction: ['BLOCK'] };

/** Arguments that filter nothing: texts to callers, where it belongs, and the key, which encryption/at-rest judges. */
const besides = ['BlockedInputMessaging', 'BlockedOutputsMessaging', 'KmsKeyArn', 'cognitive_account_id'];

/** Where a guardrail, as its template has it, says more, less or something else than the topology derives. */
export function guardrailDifferences(topology: Topology, id: string, host: GuardrailHost, guardrail: Resource): readonly string[] {
  return differences(derivedUnits(topology, id, host), guardrail);
}

/** The same of the content filters of a Foundry deployment. */
export function filterDifferences(topology: Topology, model: string, filters: Resource): readonly string[] {
  return differences(azureUnits(topology, model), filters);
}

function differences(derived: readonly GrantedUnit[], filters: Resource): string[] {
  const wanted = new Map(derived.map((unit) => [textOf(unit), unit]));
  const found = new Map(
    allUnits(filters).map(({ at, values }) => {
      const unit = { at, values: Object.fromEntries(Object.entries(values).filter(([path]) => !besides.includes(path))) };
      return [textOf(unit), unit];
    }),
  );
  return [
    ...[...wanted].flatMap(([text, unit]) => (found.has(text) ? [] : [`lacks ${shown(unit)}`])),
    ...[...found].flatMap(([text, unit]) => (wanted.has(text) ? [] : [`has ${shown(unit)}`])),
  ];
}

/** What the use policy of the model demands of the content filter of a Foundry account. */
function azureUnits(topology: Topology, model: string): GrantedUnit[] {
  const demanded = new Set(useItemsOf(topology, model).flatMap(({ azureRai }) => azureRai));
  const filters = azureFilters().filter(({ filter }) => demanded.has(filter));
  return [
    { at: '', values: { base_policy_name: ['Microsoft.DefaultV2'], mode: ['Blocking'] } },
    ...filters.flatMap(({ name, judges }) =>
      judges.map((source) => ({
        at: 'content_filter',
        values: { block_enabled: ['true'], filter_enabled: ['true'], name: [name], severity_threshold: ['Medium'], source: [source] },
      })),
    ),
  ];
}

function derivedUnits(topology: Topology, id: string, host: GuardrailHost): GrantedUnit[] {
  const { contentFilters, deniedTopics, identifiers, grounding } = guardrailContent(topology, id, host);
  const strength = [host.guardrail.strength.toUpperCase()];
  return [
    // The standard tier judges in other regions.
    { at: '', values: { 'ContentPolicyConfig.ContentFiltersTierConfig.TierName': ['CLASSIC'], 'TopicPolicyConfig.TopicsTierConfig.TierName': ['CLASSIC'] } },
    ...contentFilters.map((type) => ({
      at: 'ContentPolicyConfig.FiltersConfig',
      // Prompt attacks only exist in requests.
      values:
        type === 'PROMPT_ATTACK'
          ? { InputAction: ['BLOCK'], InputStrength: strength, OutputStrength: ['NONE'], Type: [type] }
          : { ...both, InputStrength: strength, OutputStrength: strength, Type: [type] },
    })),
    ...deniedTopics.map(({ name, definition, examples }) => ({
      at: 'TopicPolicyConfig.TopicsConfig',
      values: { ...both, Definition: [definition], Examples: [...examples].sort(), Name: [name], Type: ['DENY'] },
    })),
    ...identifiers.map((type) => ({
      at: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
      values: { Action: [host.guardrail.personalData.toUpperCase()], Type: [type] },
    })),
    ...grounding.map(({ type, threshold }) => ({
      at: 'ContextualGroundingPolicyConfig.FiltersConfig',
      values: { Action: ['BLOCK'], Threshold: [String(threshold)], Type: [type] },
    })),
  ];
}

function textOf({ at, values }: GrantedUnit): string {
  return JSON.stringify([at, Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function shown({ at, values }: GrantedUnit): string {
  const texts = Object.entries(values).map(([path, list]) => `${path} ${list.join(', ')}`);
  return `${at === '' ? 'settings' : at} with ${texts.join('; ')}`;
}
