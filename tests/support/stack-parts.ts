import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App as TerraformApp } from 'cdktf';
import { isUnwritable } from '../../derived/crowded-stacks.js';
import type { OriginIndex, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { StackContext } from '../../stacks/context.js';
import type { StackPart } from '../../stacks/stack-part.js';
import { awsApp } from '../../synthesis/apps/aws.js';
import { awsParts } from '../../synthesis/apps/aws-stacks.js';
import { terraformParts, terraformStacks } from '../../synthesis/apps/terraform-stacks.js';
import { cloudFormationOrigins, synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { readCloudAssembly, readTerraformOutput } from '../../synthesis/read-output.js';
import { terraformOrigins } from '../../synthesis/terraform.js';
import type { LoadedTopology } from '../../topology/load.js';
import { keptForRun, keyOf } from './kept-for-run.js';
import { type Reads, readsTheSame, recording } from './reads.js';

export type Application = 'aws' | 'terraform';

/** What a part read, and the names of the stacks that it made. */
interface Made {
  readonly reads: Reads;
  readonly stacks: readonly string[];
}

/** What one application writes for a topology as it is, and how each of its parts came to be. */
export interface Original {
  readonly stacks: readonly SynthesizedStack[];
  readonly made: ReadonlyMap<string, Made>;
}

/** Every stack of one application, and what was read for it. */
export function originalStacks(app: Application, { topology, outputs }: LoadedTopology): Original {
  const context = { topology, outputs };
  const directory = keptForRun(`${app}-parts-${keyOf(topology, outputs)}`, (draft) => {
    const made = new Map<string, { readonly reads: Reads; readonly stacks: string[] }>();
    const parts = kinds[app].parts(context).map(({ key, make }) => ({
      key,
      make: (root: Parameters<typeof make>[0]) => {
        // A reader of its own for each part: what another part had found already is read again.
        const { value, reads } = recording(context);
        const before = new Set(root.node.children);
        make(root, value);
        made.set(key, { reads, stacks: root.node.children.filter((child) => !before.has(child)).map(({ node }) => node.id) });
      },
    }));
    const origins = kinds[app].write(draft, context, parts);
    // Written at the end: some of it is read when templates are.
    writeFileSync(join(draft, recordFile), JSON.stringify({ origins, made: [...made] }));
  });
  const { origins, made } = JSON.parse(readFileSync(join(directory, recordFile), 'utf8'));
  return { stacks: kinds[app].read(directory, origins), made: new Map(made) };
}

/** Every stack of an edited topology: written anew are those of parts that would read something else than they did for the original. */
export function editedStacks(app: Application, loaded: LoadedTopology, original: Original | undefined): readonly SynthesizedStack[] {
  const context = { topology: loaded.topology, outputs: loaded.outputs };
  if (isUnwritable(loaded.topology)) synthesizeAws(loaded, { outdir: '/nonexistent', flags: {} });
  const parts = kinds[app].parts(context);
  const asBefore = new Map(parts.flatMap(({ key }) => known(original?.made.get(key), context).map((made) => [key, made])));
  const anew = parts.filter(({ key }) => !asBefore.has(key));
  const kept = new Set([...asBefore.values()].flatMap(({ stacks }) => stacks));
  return [...(original?.stacks.filter(({ name }) => kept.has(name)) ?? []), ...(anew.length === 0 ? [] : written(app, context, anew))].sort(byName);
}

const known = (made: Made | undefined, context: StackContext): Made[] => (made !== undefined && readsTheSame(made.reads, context) ? [made] : []);

function written(app: Application, context: StackContext, parts: readonly StackPart[]): readonly SynthesizedStack[] {
  const key = keyOf(
    context,
    parts.map((part) => part.key),
  );
  const directory = keptForRun(`${app}-some-${key}`, (draft) => {
    writeFileSync(join(draft, recordFile), JSON.stringify({ origins: kinds[app].write(draft, context, parts) }));
  });
  return kinds[app].read(directory, JSON.parse(readFileSync(join(directory, recordFile), 'utf8')).origins);
}

/** Beside what an application writes. */
const recordFile = 'parts.json';

interface Kind {
  parts(context: StackContext): StackPart[];
  write(directory: string, context: StackContext, parts: readonly StackPart[]): OriginIndex;
  read(directory: string, origins: OriginIndex): SynthesizedStack[];
}

const kinds: Readonly<Record<Application, Kind>> = {
  aws: {
    parts: awsParts,
    write: (outdir, context, parts) => {
      const app = awsApp(context, { outdir, flags: featureFlags() }, parts);
      app.synth();
      return cloudFormationOrigins(app);
    },
    read: readCloudAssembly,
  },
  terraform: {
    parts: terraformParts,
    write: (outdir, context, parts) => {
      const app = new TerraformApp({ outdir });
      terraformStacks(app, context, parts);
      app.synth();
      return terraformOrigins(app);
    },
    read: readTerraformOutput,
  },
};

const byName = (a: SynthesizedStack, b: SynthesizedStack) => (a.name < b.name ? -1 : 1);
