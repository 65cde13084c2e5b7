import { tagProperties } from '../clouds/clouds.js';
import { canonical } from '../evidence/synthesized/canonical.js';
import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import { carriedTags } from '../evidence/tags/carried-tags.js';
import type { Change } from './change.js';

export interface TagDelta {
  /** Resources whose tags or labels differ, without new and deleted ones. */
  readonly resources: number;
  /** Values that changed, each with how many resources it changed on. */
  readonly values: readonly { readonly key: string; readonly before: string; readonly after: string; readonly resources: number }[];
  /** Taggable resources that carry a cost centre, of all taggable resources. */
  readonly coverage: { readonly before: Coverage; readonly after: Coverage };
}

export interface Coverage {
  readonly tagged: number;
  readonly taggable: number;
}

const costTag = /^cost[-_]center$/;

/** How tags differ, value by value: one changed cost centre is one line, however many resources carry it. */
export function tagDelta(before: readonly SynthesizedStack[], after: readonly SynthesizedStack[]): TagDelta {
  const [was, is] = [tagsById(before), tagsById(after)];
  const counts = new Map<string, TagDelta['values'][number]>();
  let resources = 0;
  for (const [id, tags] of is) {
    const old = was.get(id);
    if (old === undefined || canonical(old) === canonical(tags)) continue;
    resources++;
    for (const key of [...new Set([...Object.keys(old), ...Object.keys(tags)])]) {
      const [from, to] = [String(old[key] ?? '(none)'), String(tags[key] ?? '(none)')];
      if (from === to) continue;
      const name = JSON.stringify([key, from, to]);
      counts.set(name, { key, before: from, after: to, resources: (counts.get(name)?.resources ?? 0) + 1 });
    }
  }
  const values = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return { resources, values, coverage: { before: coverageOf(was), after: coverageOf(is) } };
}

function tagsById(stacks: readonly SynthesizedStack[]): Map<string, Record<string, unknown>> {
  return new Map(
    stacks.flatMap((stack) =>
      stack.resources.flatMap((resource) => {
        const sets = carriedTags(resource);
        return sets.length === 0
          ? []
          : [[`${stack.app}/${stack.name}/${resource.id}`, Object.assign({}, ...sets.map(({ tags }) => tags)) as Record<string, unknown>] as const];
      }),
    ),
  );
}

function coverageOf(tags: ReadonlyMap<string, Record<string, unknown>>): Coverage {
  return { tagged: [...tags.values()].filter((set) => Object.keys(set).some((key) => costTag.test(key))).length, taggable: tags.size };
}

const tagPath = new RegExp(`(^|\\.)(${tagProperties.join('|')})(\\.|\\[|$)`);

/** A change of tags alone: told by value, not by resource. */
export function isTagsOnly({ action, properties }: Change): boolean {
  return action === 'update' && properties.length > 0 && properties.every(({ path }) => tagPath.test(path));
}
