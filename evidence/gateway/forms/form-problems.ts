import { createHash } from 'node:crypto';
import type { ZonePlan } from '../../../gateway/zone-plan.js';
import { record } from '../../synthesized/stack.js';
import type { GatewayZone } from '../zone.js';
import { expectedCertificates, expectedFiles } from './expected.js';
import { filled } from './filled.js';
import { jsonDifferences } from './json-differences.js';

/** How the files of a zone differ from the forms that were reviewed, filled with what the topology derives. A file that is missing is told elsewhere. */
export function* formProblems(plan: ZonePlan, { files }: Pick<GatewayZone, 'files'>): Iterable<string> {
  for (const [file, wanted] of Object.entries(expectedFiles(plan))) {
    const text = files[file];
    for (const difference of text === undefined ? [] : fileDifferences(file, wanted, jsonOf(text))) yield `${file} ${difference}`;
  }
  const script = files['attempt.lua'];
  if (script !== undefined) {
    for (const difference of jsonDifferences(filled('processes', 'attempt.lua'), { sha256: createHash('sha256').update(script).digest('hex') }))
      yield `attempt.lua ${difference}`;
  }
  yield* certificateProblems(plan, files);
}

/** How one file differs from what it has to be. */
export function fileDifferences(file: string, wanted: unknown, found: unknown): Iterable<string> {
  const comparable = file === 'envoy.json' ? byName : (document: unknown) => document;
  return jsonDifferences(comparable(wanted), comparable(found));
}

function* certificateProblems(plan: ZonePlan, files: GatewayZone['files']): Iterable<string> {
  const certificates = expectedCertificates(plan);
  for (const [file, text] of certificates) {
    const found = files[file];
    if (found === undefined) yield `${file} is missing.`;
    else if (found.trim() !== text) yield `${file} holds another certificate than the topology names.`;
  }
  for (const file of Object.keys(files).filter((name) => name.startsWith('trust/') && !certificates.has(name)))
    yield `${file} is a certificate that nothing of the zone trusts.`;
}

/** Listeners and clusters by their names, so that a difference says where it is. Two of one name are told by residency/gateway-reach. */
function byName(envoy: unknown): unknown {
  const { static_resources: all, ...rest } = record(envoy);
  if (typeof all !== 'object' || all === null) return envoy;
  return { ...rest, static_resources: Object.fromEntries(Object.entries(all).map(([kind, inner]) => [kind, named(inner)])) };
}

function named(all: unknown): unknown {
  return Array.isArray(all) ? Object.fromEntries(all.map((one) => [String(record(one)['name']), one])) : all;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What cannot be read is told with what nobody reads.
    return {};
  }
}
