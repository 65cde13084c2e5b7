import { describe, expect, it } from 'vitest';
import { reviewedShape, tableNames, tableOf } from '../../catalogue/arguments/read.js';
import { grantTable } from '../../catalogue/grants/read.js';
import { nameTable } from '../../catalogue/names/read.js';
import { resourceTable } from '../../catalogue/resources/read.js';
import { rowOf, tables } from '../../catalogue/rows.js';
import { cloudOfType } from '../../clouds/clouds.js';
import { stackConditions } from '../../derived/presence/conditions.js';
import { stackNumbers } from '../../derived/presence/numbers.js';
import { stackKinds } from '../../hosts/shared/stack-kinds.js';

// That each topology of the repository keeps to them is in tests/policy/topologies.wide.test.ts, that they are what hundreds of others show in tests/oracles/tables.

const emitted = tables.flatMap((table) => Object.keys(table));
/** A name of the tables of resources and grants begins with its type. */
const typeOf = (name: string) => name.split(' ')[0] ?? '';
const isKind = (kind: string) => (stackKinds as readonly string[]).includes(kind.replace(/ part$/, ''));

describe('the tables of reviewed arguments', () => {
  it.each(tableNames)('%s.yaml has subjects of its cloud, in the order of their names', (name) => {
    const subjects = Object.keys(tableOf(name));
    expect(subjects.length).toBeGreaterThan(0);
    expect(subjects).toEqual(subjects.toSorted());
    const clouds = new Set(subjects.map((subject) => cloudOfType(subject.replace(/^data /, ''))));
    expect([...clouds]).toEqual([name === 'terraform' ? undefined : name]);
  });

  it('have every type that has a row, and no other', () => {
    expect(emitted.filter((type) => reviewedShape(type) === undefined)).toEqual([]);
    const types = tableNames.flatMap((name) => Object.keys(tableOf(name))).filter((subject) => !subject.includes(' '));
    // One that an extension of an example declares, and that the blueprint itself emits nowhere.
    expect(types.filter((type) => rowOf(type) === undefined)).toEqual(['AWS::Logs::QueryDefinition']);
  });
});

describe('the table of names', () => {
  it('has every type of Terraform that has a row, and no type without one', () => {
    expect(emitted.filter((type) => !type.includes('::') && nameTable()[type] === undefined)).toEqual([]);
    // What scripts make in place of CloudFormation is of types that they name.
    expect(Object.keys(nameTable()).filter((type) => rowOf(type) === undefined)).toEqual([]);
  });
});

describe('the table of reviewed resources', () => {
  const reviewed = Object.entries(resourceTable());

  it('has kinds of stacks, and numbers and conditions that are derived', () => {
    expect(reviewed.length).toBeGreaterThan(20);
    expect(reviewed.filter(([kind]) => !isKind(kind))).toEqual([]);
    expect(reviewed.flatMap(([, { counted }]) => Object.values(counted)).filter((number) => stackNumbers[number] === undefined)).toEqual([]);
    expect(reviewed.flatMap(([, { where }]) => Object.keys(where)).filter((condition) => stackConditions[condition] === undefined)).toEqual([]);
  });

  it.each(reviewed)('says one thing of each resource of %s, whose type has a row', (_, { always, counted, where, together, sometimes }) => {
    const names = [...always, ...Object.keys(counted), ...Object.values(where).flat(), ...together.flat(), ...sometimes];
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^(data|variable|output)$/.test(typeOf(name)) && rowOf(typeOf(name)) === undefined)).toEqual([]);
  });
});

describe('the tables of reviewed grants', () => {
  it('have kinds of stacks, types that have rows, and at least one form of each', () => {
    expect(Object.keys(grantTable()).filter((kind) => !isKind(kind))).toEqual([]);
    const all = Object.values(grantTable()).flatMap((resources) => Object.entries(resources));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(([name]) => rowOf(typeOf(name)) === undefined).map(([name]) => name)).toEqual([]);
    const forms = all.flatMap(([name, { forms }]) => Object.entries(forms).map(([at, list]) => [`${name} ${at}`, list] as const));
    expect(forms.filter(([, list]) => list.length === 0 || list.some(({ says }) => Object.keys(says).length === 0))).toEqual([]);
  });
});
