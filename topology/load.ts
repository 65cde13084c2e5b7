import { createHash } from 'node:crypto';
import { withApprovals } from './approvals-file.js';
import { consistencyProblems } from './consistency/consistency.js';
import { parseSource, type SourceDocument } from './document.js';
import { InputError } from './error.js';
import { referencePage } from './fields/field.js';
import { migrate, migrateApprovals } from './migrate.js';
import { type Outputs, readOutputs } from './outputs.js';
import { type ProviderLock, readProviderLocks } from './provider-locks.js';
import { currentVersion, type Topology, topologySchema } from './schema/topology.js';
import { assertCurrent } from './schema-version.js';
import { assertSpelt, readBeside, readTopology, type Sibling } from './siblings.js';
import { validate } from './validate.js';
import { readWaivers, type Waiver } from './waivers.js';

/** A topology together with what it was read from. */
export interface LoadedTopology {
  readonly topology: Topology;
  readonly source: SourceDocument;
  readonly outputs: Outputs;
  readonly waivers: readonly Waiver[];
  /** SHA-256 of the topology file, and of the approvals beside it where there are some, hex. */
  readonly sha256: string;
  /** Each file that was read. */
  readonly inputs: Inputs;
  /** Checksums of Terraform's providers, where they are committed beside the topology. */
  readonly locks: readonly ProviderLock[];
}

/** Files that a topology was read from, by what they are: name as a person writes it, and SHA-256 in hex. */
export type Inputs = Readonly<Partial<Record<'topology' | Sibling, { readonly file: string; readonly sha256: string }>>>;

/** A topology that may have been of an older version, with what a reader has to know about that. */
export interface OlderTopology extends LoadedTopology {
  readonly notes: readonly string[];
}

/** Reads and checks a topology with its approvals, outputs and waivers; throws `InputError` with every problem found. */
export function loadTopology(path: string): LoadedTopology {
  const source = readTopology(path);
  assertCurrent(source);
  return withSiblings(path, source, readBeside(path, 'approvals'));
}

/** Loads a topology of this or an older version, which is migrated in memory: for comparisons, never for a synthesis that is deployed. */
export function loadOlderTopology(path: string): OlderTopology {
  const original = readTopology(path);
  const { text, from } = migrate(original.text, original.file);
  if (from === currentVersion) return { ...loadTopology(path), notes: [] };
  const approvals = readBeside(path, 'approvals');
  const granted = approvals && parseSource(migrateApprovals(approvals.text, approvals.file, original.text).text, approvals.file);
  const loaded = withSiblings(path, parseSource(text, original.file), granted);
  // The digests are of the file as it is: outputs made from it recorded that.
  return {
    ...loaded,
    sha256: digestOf(withApprovals(original, approvals)),
    inputs: { ...loaded.inputs, topology: inputOf(original), ...(approvals && { approvals: inputOf(approvals) }) },
    notes: [`its topology is of schema version ${from}: compared as "blueprint migrate" takes it to version ${currentVersion}`],
  };
}

/** Checks a topology that has been read already. */
export function checkedTopology(
  source: SourceDocument,
  outputs: Outputs,
  waivers: readonly Waiver[],
  inputs: Inputs = { topology: inputOf(source) },
): LoadedTopology {
  assertCurrent(source);
  const topology = validate(topologySchema, source, referencePage);
  const problems = consistencyProblems(topology, source);
  if (problems.length > 0) throw new InputError(problems);
  return { topology, source, outputs, waivers, sha256: digestOf(source), inputs, locks: [] };
}

function withSiblings(path: string, topology: SourceDocument, approvals: SourceDocument | undefined): LoadedTopology {
  assertSpelt(path);
  const [outputs, waivers] = (['outputs', 'waivers'] as const).map((what) => readBeside(path, what));
  const inputs: Inputs = {
    topology: inputOf(topology),
    ...(approvals && { approvals: inputOf(approvals) }),
    ...(outputs && { outputs: inputOf(outputs) }),
    ...(waivers && { waivers: inputOf(waivers) }),
  };
  const loaded = checkedTopology(withApprovals(topology, approvals), outputs ? readOutputs(outputs) : {}, waivers ? readWaivers(waivers) : [], inputs);
  return { ...loaded, locks: readProviderLocks(path) };
}

function inputOf(document: SourceDocument): { readonly file: string; readonly sha256: string } {
  return { file: document.file, sha256: digestOf(document) };
}

function digestOf({ text }: SourceDocument): string {
  return createHash('sha256').update(text).digest('hex');
}
