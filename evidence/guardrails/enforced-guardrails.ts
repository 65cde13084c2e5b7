import type { Organization } from '../../topology/schema/aws-account.js';
import { sortedEntries } from '../../topology/views.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { dig, type Resource, record } from '../synthesized/stack.js';

/** Where the guardrails that policies enforce on one account differ from those that the topology names. */
export function* enforcementGaps(policies: readonly Resource[], declared: Organization['bedrockGuardrails']): Iterable<string> {
  const enforced = policies
    .filter(({ properties }) => properties['Type'] === 'BEDROCK_POLICY')
    .flatMap(({ properties }) => Object.entries(record(dig(properties['Content'], 'bedrock', 'guardrail_inference'))))
    .flatMap(([region, configurations]) => Object.values(record(configurations)).map((configuration) => ({ region, configuration })));
  for (const { region, configuration } of enforced) {
    const wanted = declared[region];
    const found = renderedText(dig(configuration, 'identifier', '@@assign') ?? 'nothing');
    if (wanted?.guardrail !== found) yield `has guardrail ${found} put before every call in ${region}, where the topology names ${wanted?.guardrail ?? 'none'}`;
    if (wanted === undefined) continue;
    const parts = {
      system: dig(configuration, 'selective_content_guarding', 'system', '@@assign'),
      messages: dig(configuration, 'selective_content_guarding', 'messages', '@@assign'),
      models: renderedText(dig(configuration, 'model_enforcement', 'included_models', '@@assign') ?? 'nothing'),
      exceptModels: renderedText(dig(configuration, 'model_enforcement', 'excluded_models', '@@assign') ?? 'nothing'),
    };
    const expected = { ...wanted, models: renderedText(wanted.models ?? ['ALL']), exceptModels: renderedText(wanted.exceptModels) };
    for (const [name, value] of Object.entries(parts)) {
      const says = expected[name as keyof typeof parts];
      if (value !== says) yield `enforces its guardrail in ${region} with ${name} ${value}, where the topology says ${says}`;
    }
  }
  for (const [region] of sortedEntries(declared)) {
    if (!enforced.some((one) => one.region === region)) yield `lacks the guardrail that the topology enforces in ${region}`;
  }
}
