import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readDocument, type SourceDocument } from './document.js';
import { InputError } from './error.js';
import { type Outputs, readOutputs } from './outputs.js';
import { referenceProblems } from './references.js';
import { type Topology, topologySchema } from './schema/topology.js';
import { validate } from './validate.js';
import { readWaivers, type Waiver } from './waivers.js';

/** A topology together with what it was read from. */
export interface LoadedTopology {
  readonly topology: Topology;
  readonly source: SourceDocument;
  readonly outputs: Outputs;
  readonly waivers: readonly Waiver[];
  /** SHA-256 of the topology file, hex. */
  readonly sha256: string;
}

/** Reads and checks a topology with its outputs and waivers; throws `InputError` with every problem found. */
export function loadTopology(path: string): LoadedTopology {
  const source = readDocument(path, shownPath(path));
  return checkedTopology(source, beside(path, 'outputs', readOutputs) ?? {}, beside(path, 'waivers', readWaivers) ?? []);
}

/** Checks a topology that has been read already. */
export function checkedTopology(source: SourceDocument, outputs: Outputs, waivers: readonly Waiver[]): LoadedTopology {
  const topology = validate(topologySchema, source);
  const problems = referenceProblems(topology, source);
  if (problems.length > 0) throw new InputError(problems);
  return { topology, source, outputs, waivers, sha256: createHash('sha256').update(source.text).digest('hex') };
}

/** `<name>.outputs.yaml` and `<name>.waivers.yaml` stand beside `<name>.yaml`, so that code owners can guard each. */
export function besideTopology(path: string, what: 'outputs' | 'waivers'): string {
  return join(dirname(path), `${basename(path).replace(/\.ya?ml$/, '')}.${what}.yaml`);
}

function beside<T>(path: string, what: 'outputs' | 'waivers', read: (document: SourceDocument) => T): T | undefined {
  const file = besideTopology(path, what);
  return existsSync(file) ? read(readDocument(file, shownPath(file))) : undefined;
}

/** The path as a person in the working directory would write it; never absolute, so that output is the same anywhere. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), resolve(path));
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? basename(path) : fromHere;
}
