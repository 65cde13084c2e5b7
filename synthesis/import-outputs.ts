import { recordedOutputs } from '../hosts/recorded-outputs.js';
import { InputError } from '../topology/error.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { didYouMean } from '../topology/suggest.js';
import type { DeployedStack } from './deployed-outputs.js';

export interface ImportedOutputs {
  /** The outputs file's new content, keys sorted. */
  readonly content: Tree;
  /** One line per value that appears, changes or goes. */
  readonly changes: readonly string[];
  /** Outputs that nothing here needs. */
  readonly ignored: readonly string[];
}

/** Nested values by key. */
export interface Tree {
  readonly [key: string]: Tree | string;
}

/** Merges the outputs of deployments into the known values. Throws on a stack that the topology does not have. */
export function importOutputs(topology: Topology, known: Outputs, deployed: readonly DeployedStack[]): ImportedOutputs {
  const recorded = new Map(recordedOutputs(topology).map((stackOutputs) => [stackOutputs.stack, stackOutputs]));
  const before = flat(known as Tree);
  const after = new Map(before);
  const ignored: string[] = [];
  for (const { stack, file, from, outputs } of deployed) {
    const stackOutputs = recorded.get(stack);
    if (stackOutputs === undefined) {
      const names = [...recorded.keys()].sort();
      // A deployment of many stacks lists them all; a module's file was named by a person.
      if (from === 'cdk' && stack.startsWith(`${topology.name}-`)) {
        ignored.push(stack);
        continue;
      }
      throw new InputError([
        {
          message: `${file}: ${stack} is no stack of this topology whose outputs are needed.${didYouMean(stack, names)} Known:\n  ${names.join('\n  ')}\nName the file of "terraform output -json" after its stack.`,
        },
      ]);
    }
    for (const path of after.keys()) if (stackOutputs.owns.some((owned) => path === dotted(owned) || path.startsWith(`${dotted(owned)}.`))) after.delete(path);
    for (const [name, value] of Object.entries(outputs)) {
      const taken = stackOutputs.valuesOf(name, value);
      if (taken === undefined) ignored.push(`${stack}: ${name}`);
      for (const { path, value: one } of taken ?? []) {
        if (typeof one !== 'string' || one === '') throw new InputError([{ message: `${file}: output ${name} is ${JSON.stringify(one)}. Allowed: text.` }]);
        after.set(dotted(path), one);
      }
    }
  }
  return { content: nested(after), changes: changes(before, after), ignored };
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old === now) return [];
    if (old === undefined) return [`+ ${path}: ${now}`];
    return now === undefined ? [`- ${path}: ${old}`] : [`~ ${path}: ${old} -> ${now}`];
  });
}

/** Ids and field names hold no dot. */
function dotted(path: readonly string[]): string {
  return path.join('.');
}

function flat(tree: Tree, prefix: readonly string[] = []): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[dotted([...prefix, key]), value]] : [...flat(value, [...prefix, key])],
    ),
  );
}

function nested(values: ReadonlyMap<string, string>): Tree {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const keys = path.split('.');
    let at = tree;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) ?? ''] = value;
  }
  return tree as Tree;
}
