import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeclaredAdditions, declaredAdditions } from '../derived/declared-additions.js';
import { type OriginIndex, record, type SynthesizedOutput } from '../evidence/synthesized/stack.js';
import type { Inputs, LoadedTopology } from '../topology/load.js';
import { toolVersion } from '../topology/tool-version.js';
import { digestOfFile, digestsOf } from './compare/output-files.js';
import { generationOf, toolDigest } from './generation.js';
import { readJson } from './json-file.js';
import { lockFile } from './project.js';

/** `blueprint.json`, beside every output: what made it from what, every file in it, and which part of the topology asked for what. */
export interface BlueprintFile {
  readonly tool: Tool;
  readonly topology: { readonly file: string; readonly sha256: string };
  readonly inputs: Inputs;
  /** Outputs of one synthesis have the same. */
  readonly generation: string;
  /** What an organisation demands and adds, with owner, approval and end. */
  readonly declared: DeclaredAdditions;
  /** SHA-256 of every file that deploying reads, by its path in the output; so the digest of this file stands for all of them. */
  readonly files: Readonly<Record<string, string>>;
  readonly origins: OriginIndex;
}

/** What made an output: version, digest of its sources and of the lock file of its dependencies. */
export interface Tool {
  readonly version: string;
  readonly sha256: string;
  readonly lockFile: string;
}

export const blueprintFileName = 'blueprint.json';

/** Closes an output: written last, when every other file is there. */
export function writeBlueprintFile(directory: string, loaded: Pick<LoadedTopology, 'inputs' | 'outputs' | 'sha256' | 'topology'>, origins: OriginIndex): void {
  const content: BlueprintFile = {
    tool: ownTool(),
    topology: { file: loaded.inputs.topology?.file ?? '', sha256: loaded.sha256 },
    inputs: loaded.inputs,
    generation: generationOf(loaded),
    declared: declaredAdditions(loaded.topology),
    files: digestsOf(directory),
    origins,
  };
  writeFileSync(join(directory, blueprintFileName), `${JSON.stringify(content, null, 2)}\n`);
}

/** The running tool. */
export function ownTool(): Tool {
  return { version: toolVersion(), sha256: toolDigest(), lockFile: digestOfFile(lockFile) };
}

/** The index of an output; an output of another tool has none, and its findings then name stacks but few lines. */
export function readOrigins(directory: string): OriginIndex {
  return (readBlueprintFile(directory)?.origins ?? {}) as OriginIndex;
}

/** An output as a whole, with the generation that it says it is of. */
export function readGeneration(directory: string): SynthesizedOutput {
  const generation = readBlueprintFile(directory)?.generation;
  return { directory, ...(typeof generation === 'string' && { generation }) };
}

/** SHA-256 of the topology that an output was made from, or undefined when it does not say. */
export function readTopologyDigest(directory: string): string | undefined {
  const { sha256 } = record(readBlueprintFile(directory)?.topology);
  return typeof sha256 === 'string' ? sha256 : undefined;
}

/** What an output says of itself; undefined where it says nothing. */
export function readBlueprintFile(directory: string): Partial<Record<keyof BlueprintFile, unknown>> | undefined {
  const file = join(directory, blueprintFileName);
  return existsSync(file) ? readJson(file, 'synthesize again') : undefined;
}
