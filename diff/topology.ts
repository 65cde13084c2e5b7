import type { Words } from '../hosts/shared/host-words.js';
import type { Topology } from '../topology/schema/topology.js';
import { maskText } from './mask.js';
import { placeChanges } from './places.js';
import { topicOf } from './topics.js';
import type { TopologyChange } from './topology-change.js';
import { differences } from './values.js';
import { enforcedGuardrailWords } from './words/enforced-guardrail.js';
import { hostWords } from './words/host.js';
import { workloadWords } from './words/workload.js';
import { zoneWords } from './words/zone.js';

/** Every difference of two topologies: in words where words were written for it, else as a value before and after. */
export function topologyChanges(before: Topology, after: Topology): TopologyChange[] {
  const values = differences(before, after);
  const sentences = [
    ...entities(before, after, 'zones', zoneWords),
    ...entities(before, after, 'hosts', hostWords),
    ...entities(before, after, 'workloads', workloadWords),
    ...enforcedGuardrailWords(before, after),
  ];
  const told = (path: string) =>
    sentences.some(({ tells }) => tells.some((prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`)));
  const rest = values
    .filter(({ path }) => !told(path))
    .map(({ path, before: was, after: is }) => ({ topic: topicOf(path), path, text: valueText(path, was, is) }));
  const words = sentences.map(({ path, text }) => ({ topic: topicOf(path), path, text: maskText(text) }));
  return [...words, ...placeChanges(before, after), ...rest].sort((a, b) => (`${a.path}\u0000${a.text}` < `${b.path}\u0000${b.text}` ? -1 : 1));
}

function entities<K extends 'hosts' | 'workloads' | 'zones'>(
  before: Topology,
  after: Topology,
  section: K,
  words: (id: string, before: Topology, after: Topology) => Words[],
): Words[] {
  const ids = [...new Set([...Object.keys(before[section]), ...Object.keys(after[section])])].sort();
  return ids.flatMap((id) => words(id, before, after));
}

function valueText(path: string, before: unknown, after: unknown): string {
  if (before === undefined) return `\`${path}\` is new: ${shown(after)}`;
  if (after === undefined) return `\`${path}\` is gone: ${shown(before)}`;
  return `\`${path}\`: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return `\`${(text.length > 160 ? `${text.slice(0, 157)}…` : text).replaceAll('`', "'")}\``;
}
