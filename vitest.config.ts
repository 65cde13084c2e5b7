import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compileAll } from './tests/native/compiled.mjs';
import { compiledPath, variable } from './tests/native/place.mjs';
import WaitingFirst from './tests/waiting-first.js';

// A run compiles everything once; whoever watches wants what he edits compiled again, which Vite does.
const once = process.argv.includes('run');
// Read once more for each of the projects below.
if (once && process.env[variable] === undefined) await compileAll();
const own = (path: string) => (once ? compiledPath(fileURLToPath(new URL(path, import.meta.url))) : path);

export default defineConfig({
  test: {
    reporters: ['default', own('./tests/closing-line.ts')],
    // `npm test` runs the first, `npm run verify` the others; a file that is named runs wherever it belongs (docs/adr/0158).
    projects: [
      { extends: true, test: { name: 'cases', include: ['tests/**/*.test.ts'], exclude: ['**/*.{programs,wide}.test.ts'] } },
      { extends: true, test: { name: 'programs', include: ['tests/**/*.programs.test.ts'], globalSetup: ['./tests/bundles-first.mjs'] } },
      { extends: true, test: { name: 'wide', include: ['tests/**/*.wide.test.ts'] } },
    ],
    globalSetup: [own('./tests/global-setup.ts')],
    // CDK's own CloudFormation validator costs seconds in every process; `npm run ci` runs it once, through `npm run synth`.
    // Nobody reads where a Terraform token was made; writing it down takes half of a synthesis.
    env: { CDK_VALIDATION: 'false', CDKTN_DISABLE_CREATION_STACK: 'true' },
    // Most of what a synthesis makes lives until the next one: a larger nursery copies it less often.
    // Few functions run long enough to repay an optimizing compiler, as in bin/run.mjs: a tenth of the processor time of tests of rules.
    execArgv: [
      '--max-semi-space-size=64',
      '--max-lazy',
      '--initial-old-space-size=2048',
      '--interrupt-budget=500000',
      ...(once ? ['--enable-source-maps', '--import', './tests/native/plain-imports.mjs'] : []),
    ],
    ...(once && { runner: './tests/native/runner.mjs', experimental: { viteModuleRunner: false, nodeLoader: false } }),
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
