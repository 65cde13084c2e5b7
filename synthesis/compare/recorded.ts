import type { OutputDifference } from '../../evidence/synthesized/output-difference.js';
import { record } from '../../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../../topology/load.js';
import { ownTool, readBlueprintFile } from '../blueprint-file.js';

/**
 * What an output says it was made by and from, against the tool and the files of now: one difference for all of it, because everything else in
 * the output differs for the same reason. Nothing where it says what is so; where it says nothing, the comparison of its files tells.
 */
export function recordedDifference(directories: readonly string[], loaded: LoadedTopology): OutputDifference[] {
  return inOne(directories, (recorded) => [...toolDifferences(record(recorded.tool)), ...inputDifferences(recorded, loaded)]);
}

/** The same of its files alone: rules of this version may judge what another one made. */
export function recordedInputDifference(directories: readonly string[], loaded: LoadedTopology): OutputDifference[] {
  return inOne(directories, (recorded) => inputDifferences(recorded, loaded));
}

type Recorded = NonNullable<ReturnType<typeof readBlueprintFile>>;

function inOne(directories: readonly string[], differences: (recorded: Recorded) => Iterable<string>): OutputDifference[] {
  const told = directories.flatMap((directory) => {
    const recorded = readBlueprintFile(directory);
    return recorded === undefined ? [] : [...differences(recorded)];
  });
  if (told.length === 0) return [];
  const names = directories.join(', ');
  return [{ path: 'name', message: `${names}: ${[...new Set(told)].join('; ')}. Allowed: output that this version made from these files; synthesize again.` }];
}

function* toolDifferences(recorded: Record<string, unknown>): Iterable<string> {
  const own = ownTool();
  if (recorded['version'] !== own.version) yield `made by ${said(recorded['version'])}, this is ${own.version}`;
  else if (recorded['lockFile'] !== own.lockFile) yield 'made with other dependencies (package-lock.json)';
  else if (recorded['sha256'] !== own.sha256) yield `made by other code of version ${own.version}`;
}

function* inputDifferences(blueprint: Recorded, { inputs, source, sha256 }: LoadedTopology): Iterable<string> {
  const recorded = record(blueprint.inputs);
  let same = true;
  for (const what of ['topology', 'approvals', 'outputs', 'waivers'] as const) {
    const [was, is] = [record(recorded[what])['sha256'], inputs[what]?.sha256];
    if (was === is) continue;
    const file = inputs[what]?.file ?? `${source.file.replace(/\.ya?ml$/, '')}.${what}.yaml`;
    same = false;
    yield `made from another ${file} (${short(was)}, now ${short(is)})`;
  }
  // The same, said once more beside the files.
  const whole = record(blueprint.topology)['sha256'];
  if (same && whole !== sha256) yield `of another topology (${short(whole)}, this is ${short(sha256)})`;
}

function short(digest: unknown): string {
  return digest === undefined ? 'none' : `sha256 ${String(digest).slice(0, 12)}…`;
}

function said(version: unknown): string {
  return typeof version === 'string' ? version : 'a version that does not say which';
}
