import type { Json } from '../../support/documents.js';
import { knownText } from './ids.js';
import { type Document, type Plan, type PlannedChange, plan, type Workspace } from './terraform-plan.js';

/** A state as it stands after a deployment of a module, as far as that can be known without one. */
export interface CraftedState {
  readonly state: unknown;
  /** Addresses that plan no change against it: only these can be judged. */
  readonly settled: ReadonlySet<string>;
}

/**
 * Makes a state out of the plan that creates everything: what only the cloud would say is filled with values of the right kind.
 * Then the same module is planned against it, and what still differs is taken over, until nothing does.
 */
export async function stateAfter(
  space: Workspace,
  document: Document,
  schemas: ReadonlyMap<string, Json>,
): Promise<CraftedState | { readonly problem: string }> {
  const created = await plan(space, document, undefined);
  if ('problems' in created) return { problem: created.problems.map(({ text }) => text).join('; ') };
  const attributes = new Map(created.changes.map((change) => [change.address, filled(change, schemas.get(change.type)?.block, undefined)]));
  for (let round = 0; ; round++) {
    const state = stateOf(created, attributes, schemas);
    const again = await plan(space, document, state);
    if ('problems' in again) return { problem: again.problems.map(({ text }) => text).join('; ') };
    const open = again.changes.filter(({ change }) => change.actions[0] !== 'no-op');
    if (open.length === 0 || round === 4) {
      return { state, settled: new Set(again.changes.filter((each) => !open.includes(each)).map(({ address }) => address)) };
    }
    for (const change of open) attributes.set(change.address, filled(change, schemas.get(change.type)?.block, attributes.get(change.address)));
  }
}

function stateOf({ document, changes }: Plan, attributes: ReadonlyMap<string, unknown>, schemas: ReadonlyMap<string, Json>): unknown {
  const resources = changes.map(({ address, mode, type, name, provider_name }) => ({
    mode,
    type,
    name,
    provider: `provider["${provider_name}"]`,
    instances: [
      {
        schema_version: schemas.get(type)?.version ?? 0,
        attributes: stored(attributes.get(address), schemas.get(type)?.block),
        sensitive_attributes: sensitive(attributes.get(address), schemas.get(type)?.block, []),
      },
    ],
  }));
  return { version: 4, terraform_version: document.terraform_version, serial: 1, lineage: '00000000-0000-4000-8000-000000000000', outputs: {}, resources };
}

/** Attributes as a state holds them: a value of no fixed type goes with the type that it has. */
export function stored(values: Json, block: Json): unknown {
  const entries = Object.entries<Json>(values ?? {}).map(([name, value]) => {
    const dynamic = block?.attributes?.[name]?.type === 'dynamic' && value !== null && value !== undefined;
    return [name, dynamic ? { value, type: typeOf(value) } : value];
  });
  return Object.fromEntries(entries);
}

function typeOf(value: Json): unknown {
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)];
  if (value === null) return 'dynamic';
  if (typeof value === 'object') return ['object', Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typeOf(item)]))];
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Paths of what the schema calls sensitive: a state that marks something else is one to change. */
function sensitive(value: Json, block: Json, path: readonly object[]): object[][] {
  const at = (name: string) => [...path, { type: 'get_attr', value: name }];
  const own = Object.entries<Json>(block?.attributes ?? {}).filter(([, { sensitive: marked }]) => marked === true);
  const inner = Object.entries<Json>(block?.block_types ?? {}).flatMap(([name, { block: nested, nesting_mode: mode }]) => {
    const items: Json[] = Array.isArray(value?.[name]) ? value[name] : [];
    // Nobody can point into a set: all of it is what one item makes it.
    if (mode === 'set') return items.some((item) => sensitive(item, nested, []).length > 0) ? [at(name)] : [];
    if (mode !== 'list') return [];
    return items.flatMap((item, index) => sensitive(item, nested, [...at(name), { type: 'index', value: { value: index, type: 'number' } }]));
  });
  return [...own.map(([name]) => at(name)), ...inner];
}

/** What a change plans, with what is unknown taken from before or made up. */
function filled({ address, change }: PlannedChange, block: Json, known: Json): Record<string, unknown> {
  return fillBlock(change.after ?? {}, change.after_unknown ?? {}, block, known ?? {}, address);
}

function fillBlock(after: Json, unknown: Json, block: Json, known: Json, path: string): Record<string, unknown> {
  const attributes = Object.entries<Json>(block?.attributes ?? {}).map(([name, { type, nested_type: nested }]) => [
    name,
    fillValue(after[name], unknown?.[name], type ?? ['list', ['object', nested?.attributes ?? {}]], known?.[name], `${path}.${name}`),
  ]);
  const blocks = Object.entries<Json>(block?.block_types ?? {}).map(([name, { block: inner, nesting_mode: mode }]) => {
    const [items, marks] = [after[name], unknown?.[name]];
    if (marks === true || items === undefined || items === null) return [name, known?.[name] ?? (mode === 'single' ? null : [])];
    if (!Array.isArray(items)) return [name, fillBlock(items, marks, inner, known?.[name], `${path}.${name}`)];
    return [name, items.map((item, index) => fillBlock(item ?? {}, marks?.[index], inner, known?.[name]?.[index], `${path}.${name}.${index}`))];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function fillValue(after: Json, unknown: Json, type: Json, known: Json, path: string): unknown {
  if (unknown === true) return known ?? invented(type, path);
  if (Array.isArray(after) && Array.isArray(unknown))
    return after.map((item, index) => fillValue(item, unknown[index], Array.isArray(type) ? type[1] : 'string', known?.[index], `${path}.${index}`));
  return after ?? null;
}

function invented(type: Json, path: string): unknown {
  // Providers take a switch that is off for one that somebody turned off.
  if (type === 'bool') return null;
  if (type === 'number') return 0;
  if (type === 'string') return knownText(path.split('.').slice(0, 2).join('.'), path.split('.').slice(2).join('.'));
  const [kind, inner] = Array.isArray(type) ? type : ['dynamic'];
  if (kind === 'list' || kind === 'set') return [];
  if (kind === 'map') return {};
  return kind === 'object' ? Object.fromEntries(Object.entries(inner).map(([key, own]) => [key, invented(own, `${path}.${key}`)])) : null;
}
