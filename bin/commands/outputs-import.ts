import { stringify } from 'yaml';
import { readDeployed } from '../../synthesis/deployed-outputs.js';
import { importOutputs } from '../../synthesis/import-outputs.js';
import { replaceFile } from '../../synthesis/storage.js';
import { parseSource } from '../../topology/document.js';
import { loadTopology } from '../../topology/load.js';
import { readOutputs } from '../../topology/outputs.js';
import { besideTopology, shownPath } from '../../topology/siblings.js';

const header = '# Values born at deploy time. Written by `blueprint outputs import`, which keeps values but no comments.\n';

/** Takes what deployments put out into the outputs file beside the topology, and prints what that changes. */
export function outputsImport(files: readonly string[], { topology: path }: { readonly topology: string }): number {
  const { topology, outputs } = loadTopology(path);
  const { content, changes, ignored } = importOutputs(topology, outputs, files.flatMap(readDeployed));
  for (const line of ignored) process.stderr.write(`ignored: ${line} (nothing in this topology needs it)\n`);

  const target = besideTopology(path, 'outputs');
  const text = `${header}${stringify(content, { lineWidth: 0, sortMapEntries: true })}`;
  // What was put out is judged as if a person had written it: a value of the wrong form stays out.
  readOutputs(parseSource(text, shownPath(target)));
  if (changes.length === 0) {
    process.stdout.write(`${shownPath(target)}: nothing changed\n`);
    return 0;
  }
  replaceFile(target, text);
  process.stdout.write(`${shownPath(target)}:\n${changes.map((line) => `  ${line}`).join('\n')}\n`);
  return 0;
}
