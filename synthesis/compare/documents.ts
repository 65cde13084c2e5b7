import { readFileSync } from 'node:fs';
import type { Draft, PropertyChange } from '../../diff/change.js';
import { differences } from '../../diff/values.js';
import { maskText } from '../../evidence/secrets/mask.js';
import type { OutputDifference } from '../../evidence/synthesized/output-difference.js';
import { cloudFormationStack, type OriginIndex, record, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';

/** A template or module in an output, and the same as it is synthesized. */
export interface DocumentPair {
  /** As a person names it. */
  readonly file: string;
  readonly stack: string;
  readonly app: 'aws' | 'terraform';
  readonly found: string;
  readonly fresh: string;
}

/** What differs in a template or module, per resource, in the words of the diff; at least one, for its bytes differ. */
export async function documentDifferences(pair: DocumentPair, origins: OriginIndex): Promise<OutputDifference[]> {
  const path = origins[pair.stack]?.origin ?? 'name';
  const about = { path, named: { stack: pair.stack } };
  const found = parsed(pair.found);
  if (found === undefined) return [{ ...about, message: `${pair.file} is no valid JSON object. Allowed: what the topology synthesizes to.` }];
  const fresh = parsed(pair.fresh) as Record<string, unknown>;
  const changes = await changesBetween(stackOf(pair, fresh, origins), stackOf(pair, found, origins));
  if (changes.length === 0)
    return [{ ...about, message: `${pair.file} is written differently, though it means the same. Allowed: the file that was synthesized.` }];
  return changes.map((change) => ({
    path: origins[pair.stack]?.resources[change.id] ?? path,
    named: { stack: pair.stack, resource: change.id },
    message: `${pair.file}: ${inWords(change)}`,
  }));
}

function stackOf({ app, stack }: DocumentPair, document: Record<string, unknown>, origins: OriginIndex): SynthesizedStack {
  return app === 'aws' ? cloudFormationStack({ name: stack }, document, origins) : terraformStack(stack, document, origins);
}

async function changesBetween(fresh: SynthesizedStack, found: SynthesizedStack): Promise<readonly Draft[]> {
  // Loaded when something differs: the comparison brings a database of resource types.
  if (fresh.app === 'aws') return (await import('../../diff/cloudformation.js')).cloudFormationChanges(fresh, found);
  return (await import('../../diff/terraform.js')).terraformChanges(fresh, found);
}

function inWords({ action, type, id, properties }: Draft): string {
  if (action === 'create') return `${id} (${type}) was added. Allowed: what the topology synthesizes to.`;
  if (action === 'delete') return `${id} (${type}) was removed. Allowed: what the topology synthesizes to.`;
  const changed = valuesInWords(properties);
  return `${id} (${type}) was changed${changed === '' ? '.' : `: ${changed}`}`;
}

/** Two values that should be the same: what differs between them, or nothing. */
export function valueDifferences(fresh: unknown, found: unknown): string {
  return valuesInWords(differences(fresh, found));
}

const mostShown = 3;
const longest = 160;

function valuesInWords(changes: readonly PropertyChange[]): string {
  const shown = changes.slice(0, mostShown).map(({ path, before, after, lines }) => {
    if (lines !== undefined) return `${path}: ${shortened(lines.filter((line) => /^[+-]/.test(line)).join(' ')) || 'other text'}.`;
    return `${path}: received ${value(after)}, synthesized ${value(before)}.`;
  });
  const more = changes.length - shown.length;
  return `${shown.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
}

function value(found: unknown): string {
  return found === undefined ? 'nothing' : shortened(typeof found === 'string' ? maskText(found) : JSON.stringify(found));
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** A JSON object, or undefined where a file holds none. */
export function parsed(file: string): Record<string, unknown> | undefined {
  const found = parsedValue(file);
  return found !== null && typeof found === 'object' && !Array.isArray(found) ? record(found) : undefined;
}

/** Any JSON, or undefined where a file is none. */
export function parsedValue(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
