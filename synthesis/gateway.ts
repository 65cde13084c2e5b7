import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OriginIndex } from '../evidence/synthesized/stack.js';
import { gatewayFiles } from '../gateway/files.js';
import type { LoadedTopology } from '../topology/load.js';
import { writeBlueprintFile } from './blueprint-file.js';

/** Writes what the processes of each zone's gateway are started with, with `blueprint.json` beside it. */
export function synthesizeGateway(loaded: LoadedTopology, outdir: string): void {
  const files = gatewayFiles(loaded.topology, loaded.outputs);
  mkdirSync(outdir, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(outdir, dirname(path)), { recursive: true });
    writeFileSync(join(outdir, path), text);
  }
  writeBlueprintFile(outdir, loaded, originsOf(Object.keys(files)));
}

/** A zone is to its files what a stack is to its resources. */
function originsOf(paths: readonly string[]): OriginIndex {
  const zones = new Set(paths.map((path) => path.split('/')[0] ?? path));
  return Object.fromEntries([...zones].map((zone) => [zone, { origin: `gateway.zones.${zone}`, resources: {} }]));
}
