import { describe, expect, it } from 'vitest';
import { azureFilters, enforcedBy, useItems } from '../../facts/acceptable-use.js';
import { deniedTopic, guardHazards, guardrailDestinations, guardrailLimit, guardrailTier, personalIdentifiers } from '../../facts/guardrails.js';
import { isGuard, releases } from '../../facts/models.js';
import { table } from '../../facts/read.js';

const newest = useItems('4');
const topics = table('guardrails', 'topics');

describe('the acceptable use policy', () => {
  it('grew with 3.2', () => {
    const added = useItems('3.2').filter(({ id }) => !useItems('3.1').some((item) => item.id === id));
    expect(added.map(({ id }) => id)).toEqual(['1.h', '5', 'EU']);
    expect(useItems('2')).toHaveLength(25);
    expect(newest).toHaveLength(28);
  });

  it('has twelve items that a filter is to find, and eight that somebody attests', () => {
    const ids = (way: Parameters<typeof enforcedBy>[1]) => newest.filter((item) => enforcedBy(item, way)).map(({ id }) => id);
    expect(ids('filter')).toEqual(['1.a.i', '1.a.ii', '1.a.iii', '1.a.v', '1.a.vi', '1.b', '1.e', '1.g', '2.b', '2.c', '2.e', '2.f']);
    expect(ids('attestation')).toEqual(['1.a.iv', '1.c', '1.d', '1.e', '2.a', '2.d', '3.e', '4']);
  });

  it('names filters that Foundry has, and hazards that every newer Llama Guard knows', () => {
    const named = new Set(azureFilters().map(({ filter }) => filter));
    expect(newest.flatMap(({ azureRai }) => azureRai).filter((filter) => !named.has(filter))).toEqual([]);
    for (const release of releases().filter(isGuard)) {
      const known = guardHazards(release);
      expect(newest.filter((item) => enforcedBy(item, 'filter') && !item.llamaGuard.some((hazard) => known.includes(hazard)))).toEqual([]);
    }
    expect(guardHazards('llama-3.3-70b-instruct')).toEqual([]);
  });
});

describe('denied topics', () => {
  it('stand for exactly the items that want one', () => {
    const wanted = newest.filter(({ bedrockDeniedTopic }) => bedrockDeniedTopic).map(({ id }) => id);
    expect(topics.map(({ item }) => item)).toEqual(wanted);
    expect(() => deniedTopic('1.b')).toThrow('no topic for item 1.b');
  });

  it('fit into one guardrail of the classic tier, whichever version demands them', () => {
    expect(topics.length).toBeLessThanOrEqual(guardrailLimit('topicsPerGuardrail'));
    const longest = guardrailTier('CLASSIC').definitionCharacters;
    for (const { name, definition, examples } of topics) {
      expect(name).toMatch(/^[0-9a-zA-Z-_ !?.]+$/);
      expect(name.length).toBeLessThanOrEqual(guardrailLimit('topicNameCharacters'));
      expect(definition.length).toBeLessThanOrEqual(longest);
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.length).toBeLessThanOrEqual(guardrailLimit('examplesPerTopic'));
      for (const example of examples) expect(example.length).toBeLessThanOrEqual(guardrailLimit('exampleCharacters'));
    }
    expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length);
  });

  it('define acts: no definition excludes anything or instructs the filter, which the service takes for part of the topic', () => {
    expect(topics.filter(({ definition }) => /\b(except|unless|do not|other than|block|refuse)\b/i.test(definition))).toEqual([]);
  });
});

describe('guardrails', () => {
  it('look for more identifiers the more sensitive the data is, and never for names', () => {
    const [open, internal, customer, regulated] = (['public', 'internal', 'customer', 'regulated'] as const).map((one) => personalIdentifiers([one]));
    expect(open).toContain('PASSWORD');
    expect(internal).toEqual(expect.arrayContaining(open ?? []));
    expect(customer).toEqual(expect.arrayContaining(internal ?? []));
    expect(regulated).toEqual(expect.arrayContaining(customer ?? []));
    expect(regulated).toContain('UK_NATIONAL_HEALTH_SERVICE_NUMBER');
    expect(customer).not.toContain('UK_NATIONAL_HEALTH_SERVICE_NUMBER');
    for (const kept of ['NAME', 'ADDRESS', 'EMAIL', 'PHONE', 'AGE']) expect(regulated).not.toContain(kept);
    expect(personalIdentifiers(['public', 'regulated', 'internal'])).toEqual(regulated);
    expect(personalIdentifiers([])).toEqual(open);
  });

  it('know where a guardrail profile judges, and that a profile of another geography is none', () => {
    expect(guardrailDestinations('eu.guardrail.v1:0', 'eu-central-1')).toContain('eu-south-2');
    expect(guardrailDestinations('eu.guardrail.v1:0', 'il-central-1')).toContain('il-central-1');
    expect(guardrailDestinations('us.guardrail.v1:0', 'eu-central-1')).toBeUndefined();
  });
});
