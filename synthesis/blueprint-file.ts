import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OriginIndex, record, type SynthesizedOutput } from '../evidence/synthesized/stack.js';
import { readJson } from './json-file.js';

/** `blueprint.json`, beside every output: where it came from, and which part of the topology asked for what. */
export interface BlueprintFile {
  readonly topology: { readonly file: string; readonly sha256: string };
  /** Outputs of one synthesis have the same. */
  readonly generation: string;
  readonly version: string;
  readonly origins: OriginIndex;
}

export const blueprintFileName = 'blueprint.json';

export function writeBlueprintFile(directory: string, { topology, generation, version, origins }: BlueprintFile): void {
  const content: BlueprintFile = { topology: { file: topology.file, sha256: topology.sha256 }, generation, version, origins };
  writeFileSync(join(directory, blueprintFileName), `${JSON.stringify(content, null, 2)}\n`);
}

/** The index of an output; an output of another tool has none, and its findings then name stacks but few lines. */
export function readOrigins(directory: string): OriginIndex {
  return (readBlueprintFile(directory).origins ?? {}) as OriginIndex;
}

/** An output as a whole, with the generation that it says it is of. */
export function readGeneration(directory: string): SynthesizedOutput {
  const { generation } = readBlueprintFile(directory);
  return { directory, ...(typeof generation === 'string' && { generation }) };
}

/** SHA-256 of the topology that an output was made from, or undefined when it does not say. */
export function readTopologyDigest(directory: string): string | undefined {
  const { sha256 } = record(readBlueprintFile(directory).topology);
  return typeof sha256 === 'string' ? sha256 : undefined;
}

function readBlueprintFile(directory: string): Partial<Record<keyof BlueprintFile, unknown>> {
  const file = join(directory, blueprintFileName);
  return existsSync(file) ? readJson(file, 'synthesize again') : {};
}
