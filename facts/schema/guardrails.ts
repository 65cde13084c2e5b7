import { z } from 'zod';
import { count, fraction, guardrailPolicy, name, region, release, row, sourceKey, text } from './row.js';

export const guardrails = {
  limits: row('A limit of the service', { limit: name, value: count, adjustable: z.boolean() }),
  textUnitQuotas: row('Text units per second of one policy in an account', {
    policy: guardrailPolicy,
    quotaCode: name,
    name: text,
    byDefault: count,
    raised: z.record(region, count).describe('What accounts start with in regions that have more'),
  }),
  tiers: row('What a safeguard tier is and needs', {
    tier: z.enum(['CLASSIC', 'STANDARD']),
    definitionCharacters: count,
    languages: z.array(text).min(1),
    crossRegion: z.boolean(),
  }),
  profiles: row('Where a guardrail profile judges what guardrails of some regions send', {
    profileId: name,
    regions: z.array(region).min(1),
    destinations: z.array(region).min(1),
  }),
  topics: row('A topic that a guardrail refuses to talk about, for one item of the acceptable use policy', {
    item: name,
    name: text,
    definition: text,
    examples: z.array(text).min(1),
  }),
  personalData: row('Identifiers that are blocked or masked from a data class on', {
    dataClass: z.enum(['public', 'internal', 'customer', 'regulated']),
    identifiers: z.array(name).min(1),
  }),
  strengths: row('The weakest setting that screens a data class', {
    dataClass: z.enum(['public', 'internal', 'customer', 'regulated']),
    minimum: z.enum(['low', 'medium', 'high']),
  }),
  grounding: row('A score of the contextual grounding check', {
    type: z.enum(['GROUNDING', 'RELEVANCE']),
    threshold: fraction.describe('An answer below it is blocked'),
  }),
  assumptions: row('What a cost calculation takes for granted', {
    assumption: z.enum(['textUnitCharacters', 'charactersPerToken', 'userTurnTokens']),
    value: count,
    corroboratedBy: sourceKey.optional(),
  }),
  guardHazards: row('Hazard codes that a Llama Guard release classifies', {
    release,
    hazards: z.array(z.string().regex(/^S\d+$/, 'a hazard code, such as S1')).min(1),
  }),
};
