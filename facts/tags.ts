/** The tag contract and what each cloud allows. Source: tags.yaml. */
import type { DescribedCloud } from '../clouds/clouds.js';
import { type Fact, table } from './read.js';

/** A key every taggable resource carries. */
export interface RequiredTag extends Fact {
  readonly key: string;
  readonly meaning: string;
}

/** Limits in characters and tags. `canonical` is the form legal on every cloud. */
export interface TagLimits extends Fact {
  readonly cloud: DescribedCloud | 'canonical';
  readonly maxTags: number;
  readonly maxKey: number;
  readonly maxValue: number;
  readonly caseSensitiveKeys: boolean;
  readonly lowerCaseOnly?: boolean;
  readonly keyStart?: 'letter';
  readonly maxKeyStorage?: number;
  readonly reservedPrefixes?: readonly string[];
  readonly characters?: string;
  readonly forbiddenKeyCharacters?: string;
  /** Google: label pairs a budget can filter on. */
  readonly budgetLabelPairs?: number;
}

/** A Terraform resource type that cannot carry the contract, and what stands in. */
export interface Unlabellable extends Fact {
  readonly cloud: DescribedCloud;
  readonly type: string;
  readonly instead: string;
}

/** Keys every taggable resource carries. */
export function requiredTags(): string[] {
  return table<RequiredTag>('tags', 'required').map((row) => row.key);
}

/** The pattern of a canonical key or value. */
export function tagPattern(part: 'key' | 'value'): RegExp {
  const row = table<Fact & { readonly part: string; readonly pattern: string }>('tags', 'patterns').find((p) => p.part === part);
  if (row === undefined) throw new Error(`facts/tags.yaml has no pattern for '${part}'`);
  return new RegExp(row.pattern);
}

/** Limits of a cloud, or of the canonical form. */
export function tagLimits(cloud: TagLimits['cloud']): TagLimits {
  const row = table<TagLimits>('tags', 'limits').find((limits) => limits.cloud === cloud);
  if (row === undefined) throw new Error(`facts/tags.yaml has no limits for '${cloud}'`);
  return row;
}

/** The row of a resource type that cannot be labelled. */
export function unlabellable(type: string): Unlabellable | undefined {
  return table<Unlabellable>('tags', 'unlabellable').find((row) => row.type === type);
}
