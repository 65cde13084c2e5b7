import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OriginIndex } from '../policy/synthesized.js';
import { InputError } from '../topology/error.js';

/** `blueprint.json`, beside every output: where it came from, and which part of the topology asked for what. */
export interface BlueprintFile {
  readonly topology: { readonly file: string; readonly sha256: string };
  readonly version: string;
  readonly origins: OriginIndex;
}

export const blueprintFileName = 'blueprint.json';

export function writeBlueprintFile(directory: string, topology: BlueprintFile['topology'], version: string, origins: OriginIndex): void {
  const content: BlueprintFile = { topology: { file: topology.file, sha256: topology.sha256 }, version, origins };
  writeFileSync(join(directory, blueprintFileName), `${JSON.stringify(content, null, 2)}\n`);
}

/** The index of an output; an output of another tool has none, and its findings then name stacks but few lines. */
export function readOrigins(directory: string): OriginIndex {
  const file = join(directory, blueprintFileName);
  if (!existsSync(file)) return {};
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as BlueprintFile).origins ?? {};
  } catch (error) {
    throw new InputError([{ message: `${file}: not valid JSON (${(error as Error).message}); synthesize again` }]);
  }
}
