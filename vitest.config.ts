import { defineConfig } from 'vitest/config';
import { compileAll } from './tests/native/compiled.mjs';
import WaitingFirst from './tests/waiting-first.js';

// A run compiles everything once; whoever watches wants what he edits compiled again, which Vite does.
const once = process.argv.includes('run');
if (once) {
  await compileAll();
  await import('./tests/native/register.mjs');
}

export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts', './tests/bundles-first.mjs'],
    // CDK's own CloudFormation validator costs seconds in every process; `npm run ci` runs it once, through `npm run synth`.
    // Nobody reads where a Terraform token was made; writing it down takes half of a synthesis.
    env: { CDK_VALIDATION: 'false', CDKTN_DISABLE_CREATION_STACK: 'true' },
    // Most of what a synthesis makes lives until the next one: a larger nursery copies it less often.
    // Few functions run long enough to repay an optimizing compiler, as in bin/run.mjs: a tenth of the processor time of tests of rules.
    execArgv: ['--max-semi-space-size=64', '--interrupt-budget=500000', ...(once ? ['--enable-source-maps', '--import', './tests/native/register.mjs'] : [])],
    ...(once && { experimental: { viteModuleRunner: false, nodeLoader: false } }),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Each loads both frameworks and reads what the others synthesized: a third costs more than it saves on two processors.
    maxWorkers: 2,
    sequence: { sequencer: WaitingFirst },
    // Files share modules and what was synthesized: loading both frameworks anew for each file takes most of the time.
    isolate: false,
  },
});
