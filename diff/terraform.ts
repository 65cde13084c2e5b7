import { protectionsOf } from '../catalogue/asked.js';
import { forceNewOf } from '../catalogue/force-new/schema-of.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { withCascadingReplacements } from './cascading-replacements.js';
import type { Draft, PropertyChange } from './change.js';
import { onChange } from './force-new.js';
import { forgets, forgotten, imported, isIgnored, isProtected, movedBlocks, replacementOrder } from './lifecycle.js';
import { noiseOf } from './noise.js';
import { partChanges } from './terraform-parts.js';
import { differences } from './values.js';

/** Changes between two root modules in JSON. Whether a change replaces comes from the providers' schemas; what those do not know may replace. */
export function terraformChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  if (JSON.stringify(before.document) === JSON.stringify(after.document)) return [];
  const [was, is] = [byId(before), byId(after)];
  const moved = movedBlocks(before, after);
  const sources = new Map([...moved].map(([from, to]) => [to, from]));
  const ids = [...new Set([...was.keys(), ...is.keys()])].filter((id) => !moved.has(id)).sort();
  const [released, adopted] = [forgotten(after), imported(after)];
  const project = projectChange(before, after);
  const drafts = ids.flatMap((id): Draft[] => {
    const from = sources.get(id);
    const [old, now] = [was.get(from ?? id), is.get(id)];
    if (old !== undefined && now !== undefined) return changed(old, now, from, project);
    const resource = now ?? old;
    if (resource === undefined) return [];
    const { stack, type, origin } = resource;
    const base = { cloud: stack.cloud, stack: stack.name, id, type, origin, properties: [] } as const;
    if (now === undefined) return [released.has(id) ? { ...base, action: 'forget', why: forgets } : { ...base, action: 'delete', why: '' }];
    const known = adopted.get(id);
    return [
      {
        ...base,
        ...(known === undefined ? { action: 'create', why: '' } : { action: 'import', why: `adopts ${known}: what differs from the module, a plan shows` }),
      },
    ];
  });
  return [...withCascadingReplacements(drafts, before, after, content).map(described(is)), ...partChanges(before, after)];
}

function changed(before: Resource, after: Resource, from: string | undefined, project: PropertyChange | undefined): Draft[] {
  const { type } = after;
  const base = { cloud: after.stack.cloud, stack: after.stack.name, id: after.id, type, origin: after.origin } as const;
  const own = withEffectiveLabels(
    differences(content(before), content(after)).map((change) => withEffect(change, after)),
    before,
    after,
  );
  const properties = project !== undefined && takesProject(after) && takesProject(before) ? [...own, project] : own;
  if (properties.length === 0 && from !== undefined) {
    return [{ ...base, action: 'move', from, properties: [], why: 'a moved block in the module: nothing is replaced' }];
  }
  if (properties.length === 0 && JSON.stringify(before.definition) === JSON.stringify(after.definition)) return [];
  const noise = noiseOf(properties);
  const action = actionOf(properties);
  return [{ ...base, action, properties, why: reason(type, properties), ...(noise !== undefined && { noise }), ...(from !== undefined && { from }) }];
}

/** Without what CDK for Terraform notes for itself. */
function content(resource: Resource): Record<string, unknown> {
  const { '//': _, ...rest } = resource.definition;
  return rest;
}

function withEffect(change: PropertyChange, after: Resource): PropertyChange {
  if (isIgnored(after, change.path)) return { ...change, idle: 'ignored by lifecycle.ignore_changes' };
  const { effect, why } = onChange(after.type, change);
  if (effect === 'none') return { ...change, idle: why ?? '' };
  return effect === 'update' ? { ...change, ...(why !== undefined && { note: why }) } : { ...change, forces: effect, ...(why !== undefined && { note: why }) };
}

/** Google resources that name no project take the provider's, and go with it to another one. */
function projectChange(before: SynthesizedStack, after: SynthesizedStack): PropertyChange | undefined {
  const [was, is] = [googleSetting(before, 'project'), googleSetting(after, 'project')];
  return was === is || typeof was !== 'string' || typeof is !== 'string'
    ? undefined
    : { path: 'project', before: was, after: is, forces: 'replace', note: 'taken from the provider' };
}

function googleSetting({ document }: SynthesizedStack, key: string): unknown {
  return blocks(record(document['provider'])['google'])[0]?.[key];
}

function takesProject({ type, properties }: Resource): boolean {
  const table = forceNewOf(type);
  return properties['project'] === undefined && table?.replaces.includes('project') === true && table.computed?.includes('project') === true;
}

/** Where labels replace, those of the provider do too: what counts is both together. Labels of most resources change in place. */
function withEffectiveLabels(changes: readonly PropertyChange[], before: Resource, after: Resource): readonly PropertyChange[] {
  const { effect, why } = onChange(after.type, { path: 'labels', lines: [] });
  if (after.stack.cloud !== 'google' || effect !== 'replace') return changes;
  const labels = ({ stack, properties }: Resource) => ({ ...record(googleSetting(stack, 'default_labels')), ...record(properties['labels']) });
  const own = changes.map((change): PropertyChange => {
    const { forces: _, note: __, ...rest } = change;
    return /^labels(\.|\[|$)/.test(change.path) ? rest : change;
  });
  const note = why ?? 'labels of the resource and of its provider together';
  const effective = differences(labels(before), labels(after), 'effective_labels').map((change): PropertyChange => ({ ...change, forces: 'replace', note }));
  return [...own, ...effective];
}

function actionOf(properties: readonly PropertyChange[]): 'replace' | 'may-replace' | 'update' {
  if (properties.some(({ forces }) => forces === 'replace')) return 'replace';
  return properties.some(({ forces }) => forces === 'may-replace') ? 'may-replace' : 'update';
}

function reason(type: string, properties: readonly PropertyChange[]): string {
  const names = (forces: PropertyChange['forces']) => [...new Set(properties.filter((change) => change.forces === forces).map(({ path }) => path))].join(', ');
  const table = forceNewOf(type);
  if (properties.some(({ forces }) => forces === 'replace')) return `${names('replace')} cannot be changed in place (${table?.provider} ${table?.version})`;
  const perhaps = properties.filter(({ forces }) => forces === 'may-replace');
  if (perhaps.length === 0) return '';
  const unknown = perhaps.filter(({ note }) => note === undefined);
  return unknown.length === 0
    ? `${names('may-replace')} can be changed in place only under conditions (${table?.provider} ${table?.version})`
    : `offline it is not known whether ${[...new Set(unknown.map(({ path }) => path))].join(', ')} can be changed in place: a plan shows it`;
}

/** What the module itself says about a replacement belongs to the reason for it. */
function described(resources: ReadonlyMap<string, Resource>): (draft: Draft) => Draft {
  return (draft) => {
    const resource = resources.get(draft.id);
    if (resource === undefined || (draft.action !== 'replace' && draft.action !== 'may-replace')) return draft;
    // Where data is at stake its fate says so.
    const refused = isProtected(resource) && protectionsOf(draft.type) === undefined ? 'prevent_destroy: the plan fails instead' : '';
    return { ...draft, why: [draft.why, replacementOrder(resource), refused].filter(Boolean).join('; ') };
  };
}

function byId(stack: SynthesizedStack): Map<string, Resource> {
  return new Map(stack.resources.map((resource) => [resource.id, resource]));
}
