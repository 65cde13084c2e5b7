import { stringify } from 'yaml';
import type { Tree } from '../../synthesis/import-outputs.js';
import { replaceFile } from '../../synthesis/storage.js';
import { parseSource } from '../../topology/document.js';
import { readOutputs } from '../../topology/outputs.js';
import { besideTopology, shownPath } from '../../topology/siblings.js';

const header = '# Deploy-time values. Written by `blueprint outputs import` and `blueprint weights record`, which keep values but no comments.\n';

/** Writes the outputs file beside a topology and prints what that changes, a line each. Throws on a value of the wrong form, with nothing written. */
export function writeOutputs(topology: string, content: Tree, changes: readonly string[]): void {
  const target = besideTopology(topology, 'outputs');
  const text = `${header}${stringify(content, { lineWidth: 0, sortMapEntries: true })}`;
  // Outputs are judged as if a person had written them: a value of the wrong form stays out.
  readOutputs(parseSource(text, shownPath(target)));
  if (changes.length === 0) {
    process.stdout.write(`${shownPath(target)}: nothing changed\n`);
    return;
  }
  replaceFile(target, text);
  process.stdout.write(`${shownPath(target)}:\n${changes.map((line) => `  ${line}`).join('\n')}\n`);
}
