import { describe, expect, it } from 'vitest';
import { unanswered } from '../../catalogue/review.js';
import { aspects, type Row } from '../../catalogue/row.js';
import { rowOf, tables } from '../../catalogue/rows.js';
import { unemitted } from '../../catalogue/unemitted.js';
import { cloudOfType } from '../../clouds/clouds.js';
import { nestedKeys } from '../../evidence/synthesized/nested-keys.js';
import { record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { linked, linkedElsewhere } from '../support/linked.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

/** The topologies of the repository, and the halves of links that none of them has. */
const all = [...topologies.map(([, file]) => topologyWith([], file)), topologyWith([...linked, ...linkedElsewhere])];
const stacks: readonly SynthesizedStack[] = all.flatMap((loaded) => {
  const { aws = [], terraform = [] } = evidenceOf(loaded);
  return [...aws, ...terraform];
});
const emitted = [...new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)))].sort();
const described = tables.flatMap((table): [string, Row][] => Object.entries(table));

describe('the catalogue', () => {
  it('has a whole row of every type that any topology emits', () => {
    expect(emitted.length).toBeGreaterThan(130);
    // One that an extension of an example declares, and that the blueprint itself emits nowhere.
    expect(emitted.filter((type) => unanswered(type).length > 0)).toEqual(['AWS::Logs::QueryDefinition']);
  });

  it('has no row that nothing emits, and none twice', () => {
    const types = described.map(([type]) => type);
    expect(types.filter((type) => !emitted.includes(type))).toEqual([]);
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
    expect(Object.keys(unemitted).filter((type) => rowOf(type) !== undefined)).toEqual([]);
  });

  it('has the types of one cloud in each table, in the order of their names', () => {
    for (const table of tables) {
      const types = Object.keys(table);
      expect(new Set(types.map(cloudOfType)).size).toBe(1);
      expect(types).toEqual([...types].sort());
    }
  });

  it('gives a reason for every aspect that does not apply', () => {
    const reasons = described.flatMap(([type, row]) =>
      aspects.flatMap((aspect) => {
        const answer: { readonly kind: string; readonly why?: string } = row[aspect];
        return answer.kind === 'none' && aspect !== 'tags' ? [[type, aspect, answer.why ?? ''] as const] : [];
      }),
    );
    expect(reasons.length).toBeGreaterThan(300);
    expect(reasons.filter(([, , why]) => why.length < 10)).toEqual([]);
  });

  it('names the property of every policy document that is emitted', () => {
    const found = new Map<string, Set<string>>();
    for (const { type, properties } of stacks.flatMap(({ app, resources }) => (app === 'aws' ? resources : []))) {
      for (const [property, value] of Object.entries(properties)) {
        if (/"Statement"|\\"Statement\\"/.test(JSON.stringify(value))) found.set(type, (found.get(type) ?? new Set()).add(property));
      }
    }
    expect(found.size).toBeGreaterThan(7);
    for (const [type, properties] of found) {
      const principals = rowOf(type)?.principals;
      const named = principals?.kind === 'documents' ? principals.properties : [];
      expect(
        [...properties].filter((property) => !named.includes(property)),
        type,
      ).toEqual([]);
    }
  });

  it('names properties and arguments that are there when they are emitted', () => {
    const keyed = described.flatMap(([type, { key }]) => (key.kind === 'field' ? [[type, (key.each ?? key.key).split('.')[0] ?? ''] as const] : []));
    const placed = described.flatMap(([type, { data }]) => (data.kind === 'holds' && 'field' in data.place ? [[type, data.place.field] as const] : []));
    const tagged = described.flatMap(([type, { tags }]) => (tags.kind === 'property' ? [[type, tags.property] as const] : []));
    const resources = stacks.flatMap((stack) => stack.resources);
    const never = [...keyed, ...placed, ...tagged].filter(
      ([type, name]) => !resources.some((one) => one.type === type && record(one.properties)[name] !== undefined),
    );
    expect(never).toEqual([]);
  });

  // By the names that clouds give to such settings: a row cannot say "none" of a type whose resources show otherwise.
  it.each<[string, RegExp, (row: Row) => boolean, readonly string[]]>([
    [
      'a key',
      /^(kms_?key|.*kms_key_|key_vault_key_id|EncryptionKey|Kms(Master)?Key|KMSMasterKeyID|disk_encryption_key)/,
      ({ key }) => key.kind === 'field',
      [],
    ],
    [
      'who reaches it',
      /^(Scheme|load_balancing_scheme|CidrIp|source_ranges|source_address_prefix|public_.*|PublicAccessBlockConfiguration|members?)$/,
      ({ exposure }) => exposure.kind === 'admits',
      // Its forwarding rule is what answers.
      ['google_compute_region_backend_service'],
    ],
    [
      'whom it grants a role',
      /^(members?|role_definition_name|PolicyDocument|KeyPolicy|AssumeRolePolicyDocument)$/,
      ({ principals }) => principals.kind !== 'none',
      [],
    ],
    ['a way to be kept', /^(deletion_policy|force_destroy|purge_protection_enabled|DeletionProtection)$/, ({ data }) => data.kind !== 'none', []],
    // Labels of a metric are those of its values; those of a budget choose what it watches.
    [
      'tags',
      /^(Tags|HostedZoneTags|ResourceTags|TagSpecifications|tags|custom_tags|labels|user_labels)$/,
      ({ tags }) => tags.kind !== 'none',
      ['databricks_budget', 'google_billing_budget', 'google_logging_metric'],
    ],
  ])('says so of every type that is emitted with %s', (_, name, says, others) => {
    const shown = new Set<string>();
    for (const { type, properties } of stacks.flatMap(({ resources }) => resources))
      for (const [key] of nestedKeys(properties)) if (name.test(key)) shown.add(type);
    expect(shown.size).toBeGreaterThan(3);
    const silent = [...shown].filter((type) => !described.some(([known, row]) => known === type && says(row)));
    expect(silent.sort()).toEqual(others);
  });
});
