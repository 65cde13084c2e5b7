import { expect, it } from 'vitest';
import { withReservedMemory } from '../../synthesis/validator-memory.js';

/** The global, which the compiled library of types does not declare. */
const host = globalThis as unknown as { WebAssembly: { Instance: unknown } };

/** Replaces the class of instances, as an engine without, with, or with too little memory would behave. */
function instances(exports: object) {
  const original = host.WebAssembly.Instance;
  const made: object[] = [];
  class Instance {
    readonly exports = exports;
    constructor(readonly module: object) {
      made.push(this);
    }
  }
  host.WebAssembly.Instance = Instance;
  const create = (): object => new (host.WebAssembly.Instance as typeof Instance)({});
  return { made, create, Instance, restore: () => (host.WebAssembly.Instance = original) };
}

it('allocates once and gives back what it allocated', () => {
  const calls: unknown[][] = [];
  const world = instances({
    __wbindgen_malloc: (...call: unknown[]) => {
      calls.push(['malloc', ...call]);
      return 64;
    },
    __wbindgen_free: (...call: unknown[]) => calls.push(['free', ...call]),
  });
  try {
    expect(withReservedMemory(world.create)).toBe(world.made[0]);
    expect(calls).toEqual([
      ['malloc', 201_326_592, 1],
      ['free', 64, 201_326_592, 1],
    ]);
  } finally {
    world.restore();
  }
});

it('falls back to a new instance where the memory cannot be had: the failed one is in an unknown state', () => {
  const world = instances({
    __wbindgen_malloc: () => {
      throw new Error('unreachable');
    },
    __wbindgen_free: () => {},
  });
  try {
    const used = withReservedMemory(world.create);
    expect(world.made).toHaveLength(2);
    expect(used).toBe(world.made[1]);
  } finally {
    world.restore();
  }
});

it('leaves other WebAssembly alone, and the global as it was', () => {
  const world = instances({ memory: {} });
  try {
    expect(withReservedMemory(world.create)).toBe(world.made[0]);
    expect(host.WebAssembly.Instance).toBe(world.Instance);
  } finally {
    world.restore();
  }
});
