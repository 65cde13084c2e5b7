import { cloudFormationStack, type OriginIndex, type SynthesizedStack, terraformStack } from '../../evidence/synthesized/stack.js';
import type { Evidence } from '../../policy/engine.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { synthesizeGateway } from '../../synthesis/gateway.js';
import { featureFlags } from '../../synthesis/project.js';
import type { OutputKind } from '../../synthesis/read-output.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import type { LoadedTopology } from '../../topology/load.js';
import type { Change, Json, Written } from './documents.js';
import { keptForRun, keyOf } from './kept-for-run.js';
import { editedStacks, type Original, originalStacks } from './stack-parts.js';
import { topologies, topologyWith } from './topologies.js';

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

/** What one application synthesizes for a topology. Cases that edit a topology of the repository share what their edits leave as it is. */
export function stacksOf(app: 'aws' | 'terraform', loaded: LoadedTopology): readonly SynthesizedStack[] {
  const known = stacks[app].get(loaded);
  if (known !== undefined) return known;
  const original = originalOf(loaded);
  const found = original === loaded ? recorded(app, loaded).stacks : editedStacks(app, loaded, original && recorded(app, original));
  stacks[app].set(loaded, found);
  return found;
}

/** Rules ask several times for the stacks of a topology. */
const stacks = { aws: new WeakMap<LoadedTopology, readonly SynthesizedStack[]>(), terraform: new WeakMap<LoadedTopology, readonly SynthesizedStack[]>() };

const originals = new Map<string, Original>();

function recorded(app: 'aws' | 'terraform', original: LoadedTopology): Original {
  const key = `${app} ${original.source.file}`;
  const found = originals.get(key) ?? originalStacks(app, original);
  originals.set(key, found);
  return found;
}

/** The topology of the repository that one was made from, whatever was edited. */
function originalOf({ source }: LoadedTopology): LoadedTopology | undefined {
  return topologies.some(([, file]) => file === source.file) ? topologyWith([], source.file) : undefined;
}

/** The directory that is written for a topology by one application, or with the files of its gateways. It is shared: nobody writes into it. */
export function outputOf(app: OutputKind, loaded: LoadedTopology): string {
  return keptForRun(`${app}-${keyOfTopology(loaded)}`, (directory) => synthesize[app](loaded, directory));
}

const keys = new WeakMap<LoadedTopology, string>();

function keyOfTopology(loaded: LoadedTopology): string {
  const known = keys.get(loaded) ?? keyOf(loaded.topology, loaded.outputs, loaded.source.file, loaded.sha256);
  keys.set(loaded, known);
  return known;
}

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
