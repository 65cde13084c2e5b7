import { guardrailContent } from '../../derived/guardrail-content.js';
import type { UseItem } from '../../facts/acceptable-use.js';
import { deniedTopic } from '../../facts/guardrails.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import type { BedrockImportHost } from '../../hosts/bedrock-import/schema.js';
import type { Topology } from '../../topology/schema/topology.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import { blocks, dig, type SynthesizedStack } from '../synthesized/stack.js';
import { type Safeguard, unscreened } from './safeguard.js';

type Block = Readonly<Record<string, unknown>>;
const ways = ['Input', 'Output'] as const;

/** The guardrail of a host, as its template has it. */
export function bedrockSafeguard(topology: Topology, id: string, host: BedrockHost | BedrockImportHost, stacks: readonly SynthesizedStack[]): Safeguard {
  const existing = topology.existing.guardrails[id];
  if (existing !== undefined) return unscreened(`what guardrail ${existing.id} looks for cannot be seen here`);
  const own = stacks.flatMap(({ resources }) => resources).filter((resource) => hostOfResource(topology, resource)?.[0] === id);
  const resource = own.find(({ type }) => type === 'AWS::Bedrock::Guardrail');
  if (resource === undefined) return unscreened('it has no guardrail');
  if (!own.some(({ type, properties }) => type === 'AWS::Bedrock::GuardrailVersion' && JSON.stringify(properties).includes(`"${resource.id}"`)))
    return { ...unscreened('no version of its guardrail is published'), resource };
  const { properties } = resource;
  const filters = byKey(dig(properties, 'ContentPolicyConfig', 'FiltersConfig'), 'Type');
  const topics = byKey(dig(properties, 'TopicPolicyConfig', 'TopicsConfig'), 'Name');
  const identifiers = byKey(dig(properties, 'SensitiveInformationPolicyConfig', 'PiiEntitiesConfig'), 'Type');
  const wanted = guardrailContent(topology, id, host).identifiers;
  return {
    resource,
    whole: true,
    maps,
    gaps: (item) => [
      ...(maps(item) ? [] : ['Bedrock has no filter for it']),
      ...item.bedrockFilters.flatMap((type) => filterGaps(type, filters.get(type), host.guardrail.strength.toUpperCase())),
      ...(item.bedrockDeniedTopic ? topicGaps(item, topics) : []),
      ...(item.bedrockPersonalData === true ? identifierGaps(wanted, identifiers) : []),
    ],
  };
}

function maps({ bedrockFilters, bedrockDeniedTopic, bedrockPersonalData }: UseItem): boolean {
  return bedrockFilters.length > 0 || bedrockDeniedTopic || bedrockPersonalData === true;
}

function filterGaps(type: string, filter: Block | undefined, strength: string): string[] {
  if (filter === undefined) return [`content filter ${type} is missing`];
  // Prompt attacks only exist in requests.
  const judged = type === 'PROMPT_ATTACK' ? ways.slice(0, 1) : ways;
  return judged.flatMap((way) => {
    if (filter[`${way}Strength`] !== strength)
      return [`content filter ${type} has ${way.toLowerCase()} strength ${String(filter[`${way}Strength`])}, the topology says ${strength}`];
    return idle(filter, way) ? [`content filter ${type} lets ${way.toLowerCase()} through`] : [];
  });
}

function topicGaps(item: UseItem, topics: ReadonlyMap<string, Block>): string[] {
  const { name, definition } = deniedTopic(item.id);
  const topic = topics.get(name);
  if (topic === undefined) return [`denied topic ${name} is missing`];
  if (topic['Type'] !== 'DENY' || topic['Definition'] !== definition) return [`denied topic ${name} is defined otherwise`];
  return ways.filter((way) => idle(topic, way)).map((way) => `denied topic ${name} lets ${way.toLowerCase()} through`);
}

function identifierGaps(wanted: readonly string[], found: ReadonlyMap<string, Block>): string[] {
  if (wanted.length === 0) return ['personal data passes'];
  const open = wanted.filter((type) => {
    const entity = found.get(type);
    return entity === undefined || entity['Action'] === 'NONE' || ways.some((way) => idle(entity, way));
  });
  return open.length === 0 ? [] : [`${open.join(', ')} pass`];
}

/** Whether a policy only reports, or does not look, on one way. */
function idle(policy: Block, way: (typeof ways)[number]): boolean {
  return policy[`${way}Action`] === 'NONE' || policy[`${way}Enabled`] === false;
}

function byKey(value: unknown, key: string): Map<string, Block> {
  return new Map(blocks(value).map((block) => [String(block[key]), block]));
}
