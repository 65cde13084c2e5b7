/** The tag contract and what each cloud allows. Source: tags.yaml. */
import { type Row, table } from './read.js';

/** Limits in characters and tags. `canonical` is the form legal on every cloud. */
export type TagLimits = Row<'tags', 'limits'>;

/** A Terraform resource type that cannot carry the contract, and what stands in. */
export type Unlabellable = Row<'tags', 'unlabellable'>;

/** Keys every taggable resource carries. */
export function requiredTags(): string[] {
  return table('tags', 'required').map((row) => row.key);
}

/** The pattern of a canonical key or value. */
export function tagPattern(part: 'key' | 'value'): RegExp {
  const row = table('tags', 'patterns').find((p) => p.part === part);
  if (row === undefined) throw new Error(`facts/tags.yaml has no pattern for '${part}'`);
  return new RegExp(row.pattern);
}

/** Limits of a cloud, or of the canonical form. */
export function tagLimits(cloud: TagLimits['cloud']): TagLimits {
  const row = table('tags', 'limits').find((limits) => limits.cloud === cloud);
  if (row === undefined) throw new Error(`facts/tags.yaml has no limits for '${cloud}'`);
  return row;
}

/** The row of a resource type that cannot be labelled. */
export function unlabellable(type: string): Unlabellable | undefined {
  return table('tags', 'unlabellable').find((row) => row.type === type);
}
