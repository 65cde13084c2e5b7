import { requiredTags } from '../facts/tags.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { tagsFor } from './tags.js';

/** Keys that costs are told apart by, in the order of facts/tags.yaml. */
export function costTags(): string[] {
  return requiredTags();
}

/** A value as bills have it, and what people call it. */
export interface DisplayedValue {
  readonly key: string;
  readonly value: string;
  readonly original: string;
}

/** Values that stand for something longer: releases, whose dots no label allows, and workloads with a description. */
export function displayedValues(topology: Topology): DisplayedValue[] {
  const models = sortedEntries(topology.hosts).map(([host, { model }]) => ({
    key: 'model',
    value: tagsFor(topology, { host })['model'] ?? '',
    original: topology.models[model]?.release ?? '',
  }));
  const workloads = sortedEntries(topology.workloads).flatMap(([value, { description }]) =>
    description === undefined ? [] : [{ key: 'workload', value, original: description }],
  );
  return [...new Map([...models, ...workloads].map((one) => [`${one.key} ${one.value}`, one])).values()].filter(({ value, original }) => value !== original);
}

/** A key that AWS does not show on bills yet, with the spelling that it does show, if any. */
export interface InactiveTag {
  readonly key: string;
  readonly insteadActive: string | undefined;
}

/** Keys without which costs cannot be told apart, of those that are active. */
export function inactiveTags(active: readonly string[]): InactiveTag[] {
  const canonical = (key: string) => key.toLowerCase().replaceAll('_', '-');
  return costTags()
    .filter((key) => !active.includes(key))
    .map((key) => ({ key, insteadActive: active.find((one) => canonical(one) === key) }));
}
