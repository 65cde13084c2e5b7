import { defineConfig } from 'vitest/config';
import base from '../../../vitest.config.js';

/** The cases of this folder: `npm run verify tables` runs them, and `npm run accept` writes the tables that they compare. */
export default defineConfig({
  test: { ...base.test, projects: undefined, include: ['tests/oracles/tables/*.cases.ts'], globalSetup: base.test?.globalSetup },
});
