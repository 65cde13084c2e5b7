import { defineConfig } from 'vitest/config';
import WaitingFirst from './tests/waiting-first.js';

export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    include: ['tests/**/*.test.ts'],
    // CDK's own CloudFormation validator costs seconds in every process; `npm run ci` runs it once, through `npm run synth`.
    env: { CDK_VALIDATION: 'false' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Two that compute, and one more because some wait.
    maxWorkers: 3,
    sequence: { sequencer: WaitingFirst },
    // Files share modules and what was synthesized: loading both frameworks anew for each file takes most of the time.
    isolate: false,
  },
});
