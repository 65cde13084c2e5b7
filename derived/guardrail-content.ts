import { type UseItem, useItems } from '../facts/acceptable-use.js';
import { type DeniedTopic, deniedTopic, type GroundingFilter, groundingFilters, personalIdentifiers } from '../facts/guardrails.js';
import { licenceOf } from '../facts/models.js';
import type { BedrockHost } from '../hosts/bedrock/schema.js';
import type { BedrockImportHost } from '../hosts/bedrock-import/schema.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, workloadsOn } from '../topology/views.js';

/** What the guardrail of a host looks for. */
export interface GuardrailContent {
  readonly contentFilters: readonly string[];
  readonly deniedTopics: readonly DeniedTopic[];
  /** Identifiers to block or mask; none when the topology lets personal data through. */
  readonly identifiers: readonly string[];
  /** Scores of an answer from documents; none unless a grounded workload runs here. */
  readonly grounding: readonly GroundingFilter[];
}

/** Everything that the use policy of a model's licence forbids. */
export function useItemsOf(topology: Topology, model: string): UseItem[] {
  return useItems(licenceOf(entity(topology.models, model).release));
}

/** The one derivation of a guardrail: the stack that makes it and the plan that prices it read it here. */
export function guardrailContent(topology: Topology, id: string, host: BedrockHost | BedrockImportHost): GuardrailContent {
  const items = useItemsOf(topology, host.model);
  const workloads = workloadsOn(topology, id).map(([, workload]) => workload);
  return {
    contentFilters: [...new Set(items.flatMap(({ bedrockFilters }) => bedrockFilters))].sort(),
    deniedTopics: items.filter(({ bedrockDeniedTopic }) => bedrockDeniedTopic).map((item) => deniedTopic(item.id)),
    identifiers: host.guardrail.personalData === 'allow' ? [] : personalIdentifiers(workloads.map(({ dataClass }) => dataClass)),
    grounding: workloads.some(({ class: kind }) => kind === 'grounded') ? groundingFilters() : [],
  };
}
