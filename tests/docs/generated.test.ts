import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generated } from '../../bin/docs.js';

describe.each(Object.keys(generated))('%s', (path) => {
  it('is up to date (regenerate with: npm run docs)', () => {
    expect(readFileSync(path, 'utf8')).toBe(generated[path]?.());
  });
});
