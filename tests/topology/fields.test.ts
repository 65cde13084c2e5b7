import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describedBy } from '../../topology/fields/described.js';
import { exampleOf } from '../../topology/fields/example.js';
import { type Field, isField } from '../../topology/fields/field.js';
import { anchorOf, fieldAt, formsOf, tagsOf } from '../../topology/fields/forms.js';
import { type FieldPlace, placesIn } from '../../topology/fields/places.js';
import { outputsSchema } from '../../topology/outputs.js';
import { topologySchema } from '../../topology/schema/topology.js';

/** Files that people write or read, with the page of each and how many fields it has at least. */
const files = [
  ['a topology', topologySchema, 'docs/topology.md', 450],
  ['an outputs file', outputsSchema, 'docs/outputs.md', 25],
] as const;

/** What a reader misses about a field. */
function missing({ field, required }: FieldPlace): string[] {
  const counts = (field.type === 'number' || field.type === 'integer') && field.const === undefined;
  return [
    ...(field.description === undefined || !/[.!]$/.test(field.description) ? ['a description in sentences'] : []),
    ...(counts && field.unit === undefined ? ['a unit'] : []),
    ...(!required && field.default === undefined && field.absent === undefined ? ['a default, or what holds without it'] : []),
    ...(field.examples === undefined ? ['an example'] : []),
  ];
}

/** A whole file that holds a value at a place, in the forms that the place is in; everything else is examples. */
function fileWith(field: Field, [name, ...rest]: readonly string[], tags: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const form = formsOf(field).find((one) => tagsOf(one, field).every((tag) => tags.includes(tag))) ?? field;
  if (name === '[]') return [fileWith(form.items as Field, rest, tags, value)];
  if (name === '<id>') return { [String(exampleOf(form.propertyNames as Field))]: fileWith(form.additionalProperties as Field, rest, tags, value) };
  return { ...(exampleOf(form) as object), [name]: fileWith(form.properties?.[name] as Field, rest, tags, value) };
}

describe.each(files)('every field of %s', (_, schema, file, least) => {
  const root = describedBy(schema);
  const places = placesIn(root);

  it('is there: as many as the schema has, each under a name of its own', () => {
    expect(places.length).toBeGreaterThanOrEqual(least);
    expect(new Set(places.map(anchorOf)).size).toBe(places.length);
  });

  it('has a description, a unit where it counts, a default unless it is required, and an example', () => {
    const poor = places.flatMap((place) => (missing(place).length === 0 ? [] : [`${place.path.join('.')}: needs ${missing(place).join(', ')}`]));
    expect(poor).toEqual([]);
  });

  it('takes each of its examples', () => {
    const refused = places.flatMap((place) =>
      (place.field.examples ?? []).flatMap((example) => {
        const result = schema.safeParse(fileWith(root, place.path, place.tags, example));
        return result.success
          ? []
          : [`${anchorOf(place)}: ${JSON.stringify(example)}: ${result.error.issues[0]?.path.join('.')} ${result.error.issues[0]?.message}`];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('is a row with an anchor of its page, or a section', () => {
    const page = readFileSync(file, 'utf8');
    const headings = new Set([...page.matchAll(/^## (\w+)$/gm)].map(([, name = '']) => name.toLowerCase()));
    const lost = places.map(anchorOf).filter((anchor) => page.split(`<a id="${anchor}"></a>`).length !== 2 && !headings.has(anchor));
    expect(lost).toEqual([]);
  });
});

describe('a field', () => {
  it('would be missed without any of them', () => {
    const place: FieldPlace = { path: ['a'], names: ['a'], tags: [], field: { type: 'integer' }, required: false };
    expect(missing(place)).toHaveLength(4);
    expect(missing({ ...place, field: { type: 'string', description: 'A name' }, required: true })).toEqual(['a description in sentences', 'an example']);
  });

  it('says in the schema for editors what JSON Schema has no word for', () => {
    const schema = JSON.parse(readFileSync('topology.schema.json', 'utf8'));
    const { maxModelLen } = schema.properties.hosts.additionalProperties.oneOf[0].oneOf[0].properties.serving.properties;
    expect(maxModelLen.description).toBe('Longest request, prompt and answer together. Unit: tokens. Without it: as facts/serving.yaml says for the release.');
    expect(schema.properties.accounts.properties.aws.additionalProperties.properties.id).toMatchObject({
      patternErrorMessage: 'Allowed: twelve digits in quotes.',
      examples: ['111122223333'],
    });
  });
});

describe('a field by its place in a file', () => {
  const root = describedBy(topologySchema);

  it('is of the form that the file has there', () => {
    const data = { hosts: { a: { kind: 'self-hosted' }, b: { kind: 'bedrock' }, c: { kind: 'self-hosted', cloud: 'google' } } };
    const anchor = (host: string, field: string) => {
      const found = fieldAt(root, ['hosts', host, field], data);
      return found && anchorOf(found);
    };
    expect(anchor('a', 'capacity')).toBe('hosts-self-hosted-aws-capacity');
    expect(anchor('c', 'capacity')).toBe('hosts-self-hosted-google-capacity');
    expect(anchor('b', 'profile')).toBe('hosts-bedrock-profile');
    expect(anchor('b', 'capacity')).toBeUndefined();
  });

  it('is explained by the list or map that it is an entry of', () => {
    expect(fieldAt(root, ['finance', 'notify', 0], {})?.field.description).toMatch(/^Receives alarms/);
    expect(fieldAt(root, ['zones', 'eu', 0], {})?.field.description).toMatch(/^Residency zones by name/);
  });

  it('has parts only where the schema has them', () => {
    expect(isField(root.properties?.['zones']?.additionalProperties)).toBe(true);
    expect(fieldAt(root, ['name', 'more'], {})).toBeUndefined();
  });
});
