import { existsSync, readFileSync } from 'node:fs';
import { withApprovals } from '../../topology/approvals-file.js';
import { checkedTopology, type LoadedTopology } from '../../topology/load.js';
import type { Outputs } from '../../topology/outputs.js';
import { latest } from './latest.js';
import { parseSections } from './sections.js';

/** The test matrix: every rule, inventory and invariant runs on every row. */
export const topologies: readonly (readonly [name: string, file: string])[] = [
  ['reference', 'topology.yaml'],
  ['hosted-only', 'examples/hosted-only.yaml'],
  ['sovereign', 'examples/sovereign.yaml'],
  ['us-maverick', 'examples/us-maverick.yaml'],
  ['eu-import', 'examples/eu-import.yaml'],
  ['transition', 'examples/transition.yaml'],
  ['transition-google', 'examples/transition-google.yaml'],
  ['us-maas', 'examples/us-maas.yaml'],
  ['eu-gce', 'examples/eu-gce.yaml'],
  ['azure-nodes', 'examples/azure-nodes.yaml'],
  ['landing-zone', 'examples/landing-zone.yaml'],
  ['lakehouse', 'examples/lakehouse.yaml'],
  ['any-zone', 'examples/any-zone.yaml'],
  ['fine-tuned', 'examples/fine-tuned.yaml'],
  ['all-hosts', 'examples/all-hosts.yaml'],
  ['engagement-2024', 'examples/engagement-2024.yaml'],
  ['existing-gateway', 'examples/existing-gateway.yaml'],
];

/** The approvals beside a topology. */
export function approvalsFile(file: string): string {
  return file.replace(/\.yaml$/, '.approvals.yaml');
}

/** A topology and its approvals as one text, which loads by itself: for a test that puts a topology elsewhere. */
export function wholeText(file = 'topology.yaml'): string {
  const approvals = approvalsFile(file);
  return `${readFileSync(file, 'utf8')}${existsSync(approvals) ? `\n${readFileSync(approvals, 'utf8')}` : ''}`;
}

/** What a topology says of the gateway of a zone, as it stands in its text. */
export function gatewayText(zone: string, file = 'topology.yaml'): string {
  const [found] = new RegExp(`^ {4}${zone}:\\n( {6}.*\\n)+`, 'm').exec(readFileSync(file, 'utf8')) ?? [];
  if (found === undefined) throw new Error(`${file} has no gateway of ${zone}`);
  return found;
}

/** A change of one place in a topology's text. */
export type Edit = readonly [from: string, to: string];

export const asOf = '2026-11-24';

/** Topologies as they are in the repository. */
const originals = new Map<string, LoadedTopology>();
/** Edited ones that cases asked for lately, by what they asked: reading one as YAML and by its schema takes longer than most rules. */
const edits = latest<LoadedTopology>(60);

/**
 * A topology of the repository and its approvals with edits; each edit must match exactly once, so that a test cannot pass by missing. Cases that ask for the
 * same one share it, so it is frozen.
 */
export function topologyWith(changes: readonly Edit[] = [], file = 'topology.yaml', outputs: Outputs = {}): LoadedTopology {
  const key = JSON.stringify([file, changes, outputs]);
  const make = () => frozen(edited(changes, file, outputs));
  if (changes.length > 0) return edits(key, make);
  const original = originals.get(key) ?? make();
  originals.set(key, original);
  return original;
}

function edited(changes: readonly Edit[], file: string, outputs: Outputs): LoadedTopology {
  const texts = [file, approvalsFile(file)].map((path) => readFileSync(path, 'utf8'));
  for (const [from, to] of changes) {
    const places = texts.reduce((sum, text) => sum + text.split(from).length - 1, 0);
    if (places !== 1) throw new Error(`edit matches ${places} places, not one: ${from}`);
    for (const [index, text] of texts.entries()) texts[index] = text.replace(from, () => to);
  }
  const [topology = '', approvals = ''] = texts;
  return checkedTopology(withApprovals(parseSections(topology, file), parseSections(approvals, approvalsFile(file))), outputs, []);
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
