import { readDeployed } from '../../synthesis/deployed-outputs.js';
import { importOutputs } from '../../synthesis/import-outputs.js';
import { loadTopology } from '../../topology/load.js';
import { writeOutputs } from './outputs-file.js';

/** Merges the outputs of deployments into the outputs file beside the topology, and prints what that changes. */
export function outputsImport(files: readonly string[], { topology: path }: { readonly topology: string }): number {
  const { topology, outputs } = loadTopology(path);
  const { content, changes, ignored } = importOutputs(topology, outputs, files.flatMap(readDeployed));
  for (const line of ignored) process.stderr.write(`ignored: ${line} (nothing in this topology needs it)\n`);

  writeOutputs(path, content, changes);
  return 0;
}
