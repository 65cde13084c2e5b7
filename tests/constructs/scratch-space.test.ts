import { describe, expect, it } from 'vitest';
import { scratchOf } from '../../constructs/scratch-space.js';

describe('scratch space', () => {
  it('is bounded, in memory, without devices or rights, and holds libraries that are run', () => {
    expect(scratchOf('/home/vllm')).toEqual([
      { path: '/tmp', sizeMiB: 4096, options: ['rw', 'exec', 'nosuid', 'nodev'] },
      { path: '/home/vllm', sizeMiB: 2048, options: ['rw', 'exec', 'nosuid', 'nodev'] },
    ]);
  });
});
