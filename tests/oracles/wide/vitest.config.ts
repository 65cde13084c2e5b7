import { defineConfig } from 'vitest/config';
import base from '../../../vitest.config.js';

/** The cases of this folder: `npm run verify wide` runs them. */
export default defineConfig({
  test: { ...base.test, include: ['tests/oracles/wide/*.cases.ts'], globalSetup: ['tests/global-setup.ts'] },
});
