import { maskText } from '../evidence/secrets/mask.js';
import type { Sentence } from '../hosts/shared/host-words.js';
import type { Topology } from '../topology/schema/topology.js';
import { placeChanges } from './places.js';
import { enforcedGuardrailSentences } from './sentences/enforced-guardrail.js';
import { extensionSentences } from './sentences/extension.js';
import { billExportSentences, sharedBudgetSentences } from './sentences/finance.js';
import { hostSentences } from './sentences/host.js';
import { landingZoneSentences } from './sentences/landing-zone.js';
import { linkSentences, networkSentences } from './sentences/network.js';
import { workloadSentences } from './sentences/workload.js';
import { zoneSentences } from './sentences/zone.js';
import { topicOf } from './topics.js';
import type { TopologyChange } from './topology-change.js';
import { differences } from './values.js';

/** Every difference of two topologies: in words where words were written for it, else as a value before and after. */
export function topologyChanges(before: Topology, after: Topology): TopologyChange[] {
  const values = differences(before, after);
  const sentences = [
    ...entities(before, after, 'zones', zoneSentences),
    ...entities(before, after, 'networks', networkSentences),
    ...entities(before, after, 'links', linkSentences),
    ...entities(before, after, 'hosts', hostSentences),
    ...entities(before, after, 'workloads', workloadSentences),
    ...enforcedGuardrailSentences(before, after),
    ...landingZoneSentences(before, after),
    ...extensionSentences(before, after),
    ...sharedBudgetSentences(before, after),
    ...billExportSentences(before, after),
  ];
  const told = (path: string) =>
    sentences.some(({ tells }) => tells.some((prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`)));
  const rest = values
    .filter(({ path }) => !told(path))
    .map(({ path, before: was, after: is }) => ({ topic: topicOf(path), path, text: valueText(path, was, is) }));
  const written = sentences.map(({ path, text }) => ({ topic: topicOf(path), path, text: maskText(text) }));
  return [...written, ...placeChanges(before, after), ...rest].sort((a, b) => (`${a.path}\u0000${a.text}` < `${b.path}\u0000${b.text}` ? -1 : 1));
}

function entities<K extends 'hosts' | 'links' | 'networks' | 'workloads' | 'zones'>(
  before: Topology,
  after: Topology,
  section: K,
  sentencesOf: (id: string, before: Topology, after: Topology) => Sentence[],
): Sentence[] {
  const ids = [...new Set([...Object.keys(before[section]), ...Object.keys(after[section])])].sort();
  return ids.flatMap((id) => sentencesOf(id, before, after));
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
