import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { bundleCache, bundled } from './bundle.mjs';
import { rememberCompiled } from './compiled.cjs';

// `node bin/run.mjs NAME …` runs `bin/NAME.ts` as one file.

/** A full disk or a read-only installation is no fault of the tool, and no finding: exit code 3 with the folder that is needed. */
function explainMachine(error) {
  const why = {
    ENOSPC: 'no space is left on its disk',
    EDQUOT: 'the disk quota is used up',
    EROFS: 'its file system is read-only',
    EACCES: 'this user may not',
    EPERM: 'this user may not',
  };
  if (why[error.code] === undefined) throw error;
  process.stderr.write(
    `${error.path ?? bundleCache}: cannot be written or read: ${why[error.code]} (${error.code}). Commands are bundled there when sources have changed.\n`,
  );
  process.exit(3);
}

/** Facts that are not what their schema says are unusable input, before anything is judged by them: exit code 2. */
function explainFacts({ message }) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

// CDK's CloudFormation validator is WebAssembly that runs for about a second: optimizing it costs more than it ever saves.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--wasm-lazy-compilation');
// Most of what a synthesis makes lives as long as the process: a larger nursery copies it less often.
setFlagsFromString('--max-semi-space-size=64');
// Few functions here run long enough to repay an optimizing compiler; those of a large topology still do.
setFlagsFromString('--interrupt-budget=2000000');
const [asked = '', ...rest] = process.argv.slice(2);
const file = await bundled(asked).catch((error) => (error.name === 'FactError' ? explainFacts(error) : explainMachine(error)));
process.argv = [process.argv[0] ?? 'node', file, ...rest];
rememberCompiled(dirname(file));
createRequire(import.meta.url)(file);
