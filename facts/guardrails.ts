/** Limits, tiers and contents of Bedrock guardrails, and what Llama Guard classifies. Source: guardrails.yaml. */
import { type Row, table } from './read.js';

type TierRow = Row<'guardrails', 'tiers'>;
export type Tier = TierRow['tier'];
export type DataClass = Row<'guardrails', 'personalData'>['dataClass'];

/** A topic that a guardrail refuses to talk about, for one item of the acceptable use policy. */
export type DeniedTopic = Row<'guardrails', 'topics'>;

/** A score of the contextual grounding check, and the value below which an answer is blocked. */
export type GroundingFilter = Row<'guardrails', 'grounding'>;

/** What a cost calculation takes for granted. */
export type Assumption = Row<'guardrails', 'assumptions'>;

/** A limit of the service by name. */
export function guardrailLimit(name: string): number {
  const row = table('guardrails', 'limits').find(({ limit }) => limit === name);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no limit '${name}'`);
  return row.value;
}

/** What a safeguard tier is and needs. */
export function guardrailTier(name: Tier): TierRow {
  const row = table('guardrails', 'tiers').find(({ tier }) => tier === name);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no tier '${name}'`);
  return row;
}

/** Regions that may judge what a guardrail of a region sends through a guardrail profile; undefined when unknown. */
export function guardrailDestinations(profileId: string, region: string): readonly string[] | undefined {
  return table('guardrails', 'profiles').find((row) => row.profileId === profileId && row.regions.includes(region))?.destinations;
}

/** The text of an item's denied topic. */
export function deniedTopic(item: string): DeniedTopic {
  const row = table('guardrails', 'topics').find((topic) => topic.item === item);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no topic for item ${item}`);
  return row;
}

const dataClasses: readonly DataClass[] = ['public', 'internal', 'customer', 'regulated'];

/** Identifiers that a guardrail blocks or masks when data of these classes passes through it, sorted. */
export function personalIdentifiers(classes: readonly DataClass[]): string[] {
  const highest = Math.max(0, ...classes.map((one) => dataClasses.indexOf(one)));
  return table('guardrails', 'personalData')
    .filter(({ dataClass }) => dataClasses.indexOf(dataClass) <= highest)
    .flatMap(({ identifiers }) => identifiers)
    .sort();
}

/** The scores that an answer from documents must reach. */
export function groundingFilters(): readonly GroundingFilter[] {
  return table('guardrails', 'grounding');
}

/** What a cost calculation takes for granted, by name. */
export function guardrailAssumption(name: Assumption['assumption']): Assumption {
  const row = table('guardrails', 'assumptions').find(({ assumption }) => assumption === name);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no assumption '${name}'`);
  return row;
}

/** Hazard codes that a Llama Guard release classifies; none for other releases. */
export function guardHazards(release: string): readonly string[] {
  return table('guardrails', 'guardHazards').find((row) => row.release === release)?.hazards ?? [];
}

export type GuardrailPolicy = Row<'guardrails', 'textUnitQuotas'>['policy'];

/** List price of a policy in USD per 1,000 text units. Source: prices.yaml. */
export type GuardrailPrice = Row<'prices', 'guardrails'>;

/** What a policy costs, by its name. */
export function guardrailPrice(name: GuardrailPolicy): GuardrailPrice {
  const row = table('prices', 'guardrails').find(({ policy }) => policy === name);
  if (row === undefined) throw new Error(`facts/prices.yaml has no guardrail policy '${name}'`);
  return row;
}

/** Text units per second of one policy in an account. */
export type TextUnitQuota = Row<'guardrails', 'textUnitQuotas'>;

/** The quota of a policy, and what an account starts with in a region. */
export function textUnitQuota(name: GuardrailPolicy, region: string): TextUnitQuota {
  const row = table('guardrails', 'textUnitQuotas').find(({ policy }) => policy === name);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no quota of '${name}'`);
  return { ...row, byDefault: row.raised[region] ?? row.byDefault };
}

/** Settings of a filter that screen data of a class, the weakest first. */
export function strengthsFor(dataClass: DataClass): readonly string[] {
  const row = table('guardrails', 'strengths').find((strength) => strength.dataClass === dataClass);
  if (row === undefined) throw new Error(`facts/guardrails.yaml has no strength for '${dataClass}'`);
  return strengths.slice(strengths.indexOf(row.minimum));
}

const strengths = ['low', 'medium', 'high'] as const;
