import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { bundled } from './bundle.mjs';

// `node bin/run.mjs NAME …` runs `bin/NAME.ts` as one file.

// CDK's CloudFormation validator is WebAssembly that runs for about a second: optimizing it costs more than it ever saves.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--wasm-lazy-compilation');
// Most of what a synthesis makes lives as long as the process: a larger nursery copies it less often.
setFlagsFromString('--max-semi-space-size=64');
// Few functions here run long enough to repay an optimizing compiler; those of a large topology still do.
setFlagsFromString('--interrupt-budget=2000000');
const [asked = '', ...rest] = process.argv.slice(2);
const file = await bundled(asked);
process.argv = [process.argv[0] ?? 'node', file, ...rest];
createRequire(import.meta.url)(file);
