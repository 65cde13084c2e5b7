import { renderedText } from '../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../evidence/synthesized/stack.js';

/** What a guard stops, so that whatever it stops no longer shows as a prohibition that goes. */
export interface Stopped {
  readonly what: string;
  /** @default - always */
  readonly condition?: string;
}

/** From the surest to the faintest: a filter that stops the faint stops the sure too. */
const strengths = ['LOW', 'MEDIUM', 'HIGH'];
const confidences = ['HIGH', 'MEDIUM_AND_ABOVE', 'LOW_AND_ABOVE'];
const severities = ['High', 'Medium', 'Low'];

/** What a guardrail of Bedrock keeps out. */
export function* guardrail({ properties }: Resource): Iterable<Stopped> {
  for (const filter of blocks(dig(properties, 'ContentPolicyConfig', 'FiltersConfig'))) {
    for (const side of ['Input', 'Output'])
      if (filter[`${side}Action`] !== 'NONE') yield* steps(`${text(filter['Type'])} in ${side.toLowerCase()}`, text(filter[`${side}Strength`]), strengths);
  }
  for (const topic of blocks(dig(properties, 'TopicPolicyConfig', 'TopicsConfig'))) yield { what: `topic ${text(topic['Name'])}` };
  const personal = record(properties['SensitiveInformationPolicyConfig']);
  for (const entity of [...blocks(personal['PiiEntitiesConfig']), ...blocks(personal['RegexesConfig'])]) {
    const name = text(entity['Type'] ?? entity['Name']);
    yield { what: `${name} in clear` };
    if (entity['Action'] === 'BLOCK') yield { what: `${name} at all` };
  }
}

/** What a template of Model Armor keeps out. */
export function* modelArmor({ properties }: Resource): Iterable<Stopped> {
  const enforced = text(dig(properties, 'template_metadata', 'enforcement_type'));
  const condition = enforced === 'INSPECT_ONLY' ? { condition: 'inspect only' } : {};
  const config = record(blocks(properties['filter_config'])[0]);
  for (const filter of blocks(dig(config, 'rai_settings', 'rai_filters')))
    for (const step of steps(text(filter['filter_type']), text(filter['confidence_level']), confidences)) yield { ...step, ...condition };
  const attack = record(blocks(config['pi_and_jailbreak_filter_settings'])[0]);
  if (attack['filter_enforcement'] === 'ENABLED')
    for (const step of steps('prompt injection and jailbreak', text(attack['confidence_level']), confidences)) yield { ...step, ...condition };
  if (dig(config, 'malicious_uri_filter_settings', 'filter_enforcement') === 'ENABLED') yield { what: 'malicious addresses', ...condition };
  if (dig(config, 'sdp_settings', 'basic_config', 'filter_enforcement') === 'ENABLED') yield { what: 'sensitive data', ...condition };
}

/** What a content filter of Foundry keeps out. */
export function* contentFilter({ properties }: Resource): Iterable<Stopped> {
  for (const filter of blocks(properties['content_filter'])) {
    if (filter['filter_enabled'] !== true || filter['block_enabled'] !== true) continue;
    yield* steps(`${text(filter['name'])} in ${text(filter['source']).toLowerCase()}`, text(filter['severity_threshold']), severities);
  }
}

/** One prohibition for each step up to the one that is set. */
function* steps(name: string, level: string, levels: readonly string[]): Iterable<Stopped> {
  const at = levels.indexOf(level);
  if (at < 0) return;
  for (const step of levels.slice(0, at + 1)) yield { what: `${name}, ${step}` };
}

function text(value: unknown): string {
  return value === undefined ? '' : renderedText(value);
}
