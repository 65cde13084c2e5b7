import { blocks, dig } from '../../evidence/synthesized/stack.js';

/** What a Bedrock guardrail looks for, a policy a line. */
export function guardrailLines(properties: Readonly<Record<string, unknown>>): string[] {
  const filters = blocks(dig(properties, 'ContentPolicyConfig', 'FiltersConfig')).map(
    ({ Type, InputStrength, OutputStrength, InputAction, OutputAction }) =>
      `${Type} ${InputStrength}/${OutputStrength}${[InputAction, OutputAction].includes('NONE') ? ' reported only' : ''}`,
  );
  const topics = blocks(dig(properties, 'TopicPolicyConfig', 'TopicsConfig'));
  const identifiers = blocks(dig(properties, 'SensitiveInformationPolicyConfig', 'PiiEntitiesConfig'));
  const actions = [...new Set(identifiers.map(({ Action }) => String(Action)))].join(', ');
  const grounding = blocks(dig(properties, 'ContextualGroundingPolicyConfig', 'FiltersConfig')).map(({ Type, Threshold }) => `${Type} ${Threshold}`);
  const tiers = [
    dig(properties, 'ContentPolicyConfig', 'ContentFiltersTierConfig', 'TierName'),
    dig(properties, 'TopicPolicyConfig', 'TopicsTierConfig', 'TierName'),
  ];
  return [
    `tiers of filters and topics = ${tiers.join(', ')}`,
    `content filters = ${filters.join(', ') || '-'}`,
    `denied topics = ${topics.length}: ${topics.map(({ Name }) => Name).join(', ') || '-'}`,
    `personal data = ${identifiers.length === 0 ? 'passes' : `${actions}: ${identifiers.map(({ Type }) => Type).join(', ')}`}`,
    `grounding = ${grounding.join(', ') || '-'}`,
  ];
}
