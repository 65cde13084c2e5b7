import { join } from 'node:path';
import { record } from '../../evidence/synthesized/stack.js';
import { type AttestedOutput, synthesisStatement } from '../../reports/statement.js';
import { blueprintFileName, readBlueprintFile } from '../../synthesis/blueprint-file.js';
import { digestOfFile, digestsOf } from '../../synthesis/compare/output-files.js';
import { assertOneGeneration } from '../../synthesis/one-generation.js';
import { InputError } from '../../topology/error.js';
import { defaultOutputs } from './defaults.js';

/** Prints a statement about outputs of one synthesis, to be signed and handed on with them. Judges nothing: "check --from-output" does, before. */
export function attest(directories: readonly string[]): number {
  const asked = directories.length > 0 ? directories : Object.values(defaultOutputs);
  assertOneGeneration(asked);
  process.stdout.write(`${synthesisStatement(asked.map(attested))}\n`);
  return 0;
}

/** Refuses an output whose files are not those that its `blueprint.json` names: the statement would vouch for something else. */
function attested(directory: string): AttestedOutput {
  const blueprint = readBlueprintFile(directory);
  if (blueprint === undefined) throw new InputError([{ message: `${directory}: has no ${blueprintFileName}. Allowed: an output of "npm run synth".` }]);
  const [recorded, found] = [record(blueprint.files), digestsOf(directory)];
  const differing = [...new Set([...Object.keys(recorded), ...Object.keys(found)])].filter((path) => recorded[path] !== found[path]).sort();
  if (differing.length === 0) return { directory, sha256: digestOfFile(join(directory, blueprintFileName)), blueprint };
  const shown = differing.slice(0, 5).join(', ');
  const more = differing.length > 5 ? ` and ${differing.length - 5} more` : '';
  throw new InputError([
    { message: `${directory}: ${shown}${more} changed since it was synthesized. Allowed: an output as "npm run synth" left it; attest before deploying.` },
  ]);
}
