import { guardrailContent } from '../../derived/guardrail-content.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import type { BedrockImportHost } from '../../hosts/bedrock-import/schema.js';
import type { Topology } from '../../topology/schema/topology.js';
import { allUnits, type GrantedUnit } from '../grants/granted-units.js';
import type { Resource } from '../synthesized/stack.js';

const both = { InputAction: ['BLOCK'], OutputAction: ['BLOCK'] };

/** Where the guardrail of a host, as its template has it, says more, less or something else than the topology derives. */
export function* guardrailDifferences(topology: Topology, id: string, host: BedrockHost | BedrockImportHost, guardrail: Resource): Iterable<string> {
  const wanted = new Map(derivedUnits(topology, id, host).map((unit) => [textOf(unit), unit]));
  // Texts to callers filter nothing; encryption/at-rest judges the key.
  const found = new Map(
    allUnits(guardrail).map(({ at, values: { BlockedInputMessaging: _, BlockedOutputsMessaging: __, KmsKeyArn: ___, ...values } }) => {
      const unit = { at, values };
      return [textOf(unit), unit];
    }),
  );
  for (const [text, unit] of wanted) if (!found.has(text)) yield `lacks ${shown(unit)}`;
  for (const [text, unit] of found) if (!wanted.has(text)) yield `has ${shown(unit)}`;
}

function derivedUnits(topology: Topology, id: string, host: BedrockHost | BedrockImportHost): GrantedUnit[] {
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
