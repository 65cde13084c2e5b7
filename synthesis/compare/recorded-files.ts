import { join } from 'node:path';
import type { OutputDifference } from '../../evidence/synthesized/output-difference.js';
import { type OriginIndex, record } from '../../evidence/synthesized/stack.js';
import type { ProviderLock } from '../../topology/provider-locks.js';
import { readBlueprintFile } from '../blueprint-file.js';
import type { OutputKind } from '../read-output.js';
import { aboutOf, addedFile } from './compare.js';
import { digestOfFile, filesIn, isDeployed, type OutputFile } from './output-files.js';

/** What rules read and judge by what it says: templates and modules, and whatever the gateway of a zone starts with. */
const judgedByRules: Readonly<Record<OutputKind, RegExp>> = { aws: /^[^/]+\.template\.json$/, terraform: /^stacks\/[^/]+\/cdk\.tf\.json$/, gateway: /\// };

/**
 * How an output differs from what its own `blueprint.json` records, where nothing is synthesized again: files that are missing or that nobody recorded,
 * and of those that no rule reads, such as archives, lists of assets and manifests, other content.
 */
export function recordedFileDifferences(app: OutputKind, directory: string, locks: readonly ProviderLock[]): OutputDifference[] {
  const blueprint = readBlueprintFile(directory);
  if (blueprint?.files === undefined) {
    return [{ path: 'name', message: `${directory} does not record what is in it. Allowed: an output with the blueprint.json that "npm run synth" writes.` }];
  }
  const recorded = record(blueprint.files);
  const origins = record(blueprint.origins) as OriginIndex;
  const found = new Map(filesIn(directory).map((file) => [file.path, file]));
  const differing = Object.entries(recorded).flatMap(([path, digest]) => {
    const problem = problemOf(app, join(directory, path), found.get(path), digest);
    return problem === undefined ? [] : [{ ...aboutOf(path, origins), message: `${join(directory, path)} ${problem}` }];
  });
  const others = [...found.values()].filter(({ path }) => isDeployed(path) && recorded[path] === undefined);
  return [...differing, ...others.flatMap((file) => addedFile({ app, found: directory, fresh: directory, locks }, file, origins))];
}

function problemOf(app: OutputKind, path: string, file: OutputFile | undefined, digest: unknown): string | undefined {
  if (file === undefined) return 'is missing. Allowed: every file that blueprint.json records.';
  if (file.kind !== 'file') return 'is no plain file. Allowed: the file that blueprint.json records, for what a link leads to may change after this.';
  if (judgedByRules[app].test(file.path) || digestOfFile(path) === digest) return undefined;
  return 'is not the file that blueprint.json records. Allowed: what was synthesized; one of the two was edited.';
}
