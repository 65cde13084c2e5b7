import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import type { Evidence } from '../../policy/engine.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { synthesizeGateway } from '../../synthesis/gateway.js';
import { featureFlags } from '../../synthesis/project.js';
import { type OutputKind, readCloudAssembly, readTerraformOutput } from '../../synthesis/read-output.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import type { LoadedTopology } from '../../topology/load.js';
import type { Change, Json, Written } from './documents.js';
import { keptForRun, keyOf } from './kept-for-run.js';
import { type Reads, readsTheSame, recording } from './reads.js';
import { runDirectory } from './run-directory.js';
import { topologies, topologyWith } from './topologies.js';

// No case here reads CDK's picture of its tree of constructs, which takes a seventh of a synthesis: applications that are made from now on draw none.
Object.assign(globalThis, { [Symbol.for('@aws-cdk/core.App#initHook')]: (app: { _treeMetadata: boolean }) => void (app._treeMetadata = false) });

const synthesized = new Map<string, readonly SynthesizedStack[]>();

/** What both applications synthesize for a topology, each when it is asked for; kept for the run, because many rules look at the same one. */
export function evidenceOf(loaded: LoadedTopology): Evidence {
  return {
    get aws() {
      return stacksOf('aws', loaded);
    },
    get terraform() {
      return stacksOf('terraform', loaded);
    },
  };
}

/** What one application synthesizes for a topology. */
export function stacksOf(app: 'aws' | 'terraform', loaded: LoadedTopology): readonly SynthesizedStack[] {
  const directory = outputOf(app, loaded);
  const known = synthesized.get(directory);
  if (known !== undefined) return known;
  const stacks = read[app](directory);
  synthesized.set(directory, stacks);
  return stacks;
}

/**
 * The directory that is written for a topology by one application, or with the files of its gateways. It is shared: nobody writes into it. What would read
 * of an edited topology the same as of the one in the repository would also write the same, but for the digests of the topology in `blueprint.json`.
 */
export function outputOf(app: OutputKind, loaded: LoadedTopology): string {
  const known = outputs.get(loaded)?.get(app);
  if (known !== undefined) return known;
  const directory = writtenFor(app, loaded);
  outputs.set(loaded, new Map([...(outputs.get(loaded) ?? []), [app, directory]]));
  return directory;
}

/** Where a topology was written to that was asked for before: rules ask several times for each. */
const outputs = new WeakMap<LoadedTopology, ReadonlyMap<OutputKind, string>>();

function writtenFor(app: OutputKind, loaded: LoadedTopology): string {
  const original = originalOf(loaded);
  if (original !== undefined) {
    const { directory, reads } = recordedOutput(app, original);
    if (readsTheSame(reads, loaded.topology)) return directory;
  }
  return keptForRun(`${app}-${keyOfTopology(loaded)}`, (directory) => synthesize[app](loaded, directory));
}

/** The topology of the repository that one was made from, if nothing but the topology itself was edited. */
function originalOf({ source, outputs, locks }: LoadedTopology): LoadedTopology | undefined {
  const known = topologies.some(([, file]) => file === source.file);
  return known && Object.keys(outputs).length === 0 && locks.length === 0 ? topologyWith([], source.file) : undefined;
}

const recordings = new Map<string, { readonly directory: string; readonly reads: Reads }>();

/** What is written for a topology of the repository, and what is read of it. */
function recordedOutput(app: OutputKind, original: LoadedTopology): { readonly directory: string; readonly reads: Reads } {
  const key = `${app}-${keyOfTopology(original)}`;
  const known = recordings.get(key);
  if (known !== undefined) return known;
  const file = join(runDirectory(), `${key}.reads.json`);
  const directory = keptForRun(key, (draft) => {
    const { value, reads } = recording(original.topology);
    synthesize[app]({ ...original, topology: value }, draft);
    // Before the directory is there for another process to find; two that write it at once write the same.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(reads));
    renameSync(`${file}.${process.pid}`, file);
  });
  const found = { directory, reads: JSON.parse(readFileSync(file, 'utf8')) as Reads };
  recordings.set(key, found);
  return found;
}

const keys = new WeakMap<LoadedTopology, string>();

function keyOfTopology(loaded: LoadedTopology): string {
  const known = keys.get(loaded) ?? keyOf(loaded.topology, loaded.outputs, loaded.source.file, loaded.sha256);
  keys.set(loaded, known);
  return known;
}

const read: Record<'aws' | 'terraform', (directory: string) => readonly SynthesizedStack[]> = { aws: readCloudAssembly, terraform: readTerraformOutput };

const synthesize: Record<OutputKind, (loaded: LoadedTopology, directory: string) => void> = {
  aws: (loaded, directory) => synthesizeAws(loaded, { outdir: directory, flags: featureFlags() }),
  terraform: (loaded, directory) => synthesizeTerraform(loaded, directory),
  gateway: synthesizeGateway,
};

/** The document of the stack whose name ends so, of a topology of the repository as it is. Cases share it: they only read it. */
export function written(stack: string, file = 'topology.yaml'): Written {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith([], file));
  const found = [...aws, ...terraform].filter(({ name }) => name.endsWith(stack));
  if (found.length !== 1) throw new Error(`${found.length} stacks end with "${stack}", not one`);
  return found[0]?.document as Json;
}

/** Evidence with one document edited. */
export function mutated(evidence: Evidence, name: string, change: Change, environment: Partial<SynthesizedStack> = {}): Evidence {
  let hits = 0;
  const edit = (stack: SynthesizedStack): SynthesizedStack => {
    if (!stack.name.endsWith(name)) return stack;
    hits++;
    const document = structuredClone(stack.document) as Json;
    change(document);
    const index: OriginIndex = { [stack.name]: { origin: stack.origin, resources: Object.fromEntries(stack.resources.map(({ id, origin }) => [id, origin])) } };
    return stack.app === 'aws' ? cloudFormationStack({ ...stack, ...environment }, document, index) : terraformStack(stack.name, document, index);
  };
  const result = { aws: (evidence.aws ?? []).map(edit), terraform: (evidence.terraform ?? []).map(edit) };
  if (hits !== 1) throw new Error(`${hits} stacks end with "${name}", not one`);
  return result;
}

/** Types that the reference topology makes both applications emit, sorted. */
export function emittedTypes(): string[] {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith());
  return [...new Set([...aws, ...terraform].flatMap((stack) => stack.resources.map(({ type }) => type)))].sort();
}
