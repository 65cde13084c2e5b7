import { describe, expect, it } from 'vitest';
import { estimate } from '../../../derived/throughput/estimate.js';
import type { Gpu } from '../../../facts/ec2.js';
import { table } from '../../../facts/read.js';
import { percentile } from './fitting.js';

/**
 * Points that nothing was fitted to: rows of the TensorRT-LLM 1.0 table that facts/benchmarks.yaml leaves out. Output tokens a second of all GPUs of a replica,
 * offline, fp8. Source: NVIDIA/TensorRT-LLM docs/source/performance/perf-overview.md @00f37686. Release, GPU and GPUs, then prompt, answer, measured.
 */
const heldBack: readonly (readonly [string, Gpu, number, readonly (readonly [number, number, number])[]])[] = [
  [
    'llama-3.3-70b-instruct',
    'H200',
    1,
    [
      [128, 2_048, 4_336],
      [500, 2_000, 3_666],
      [1_000, 2_000, 2_994],
      [5_000, 500, 566],
      [20_000, 2_000, 283],
    ],
  ],
  [
    'llama-3.3-70b-instruct',
    'H100',
    2,
    [
      [1_000, 1_000, 4_205],
      [1_000, 2_000, 4_146],
      [2_048, 128, 762],
      [20_000, 2_000, 437],
    ],
  ],
  [
    'llama-3.1-405b-instruct',
    'H200',
    8,
    [
      [128, 2_048, 5_348],
      [128, 4_096, 4_741],
      [1_000, 2_000, 3_722],
      [5_000, 500, 650],
      [20_000, 2_000, 505],
    ],
  ],
  [
    'llama-3.1-405b-instruct',
    'H100',
    8,
    [
      [128, 2_048, 4_340],
      [500, 2_000, 3_994],
      [2_048, 128, 453],
    ],
  ],
  [
    'llama-3.1-8b-instruct',
    'H200',
    1,
    [
      [128, 128, 27_911],
      [128, 4_096, 18_027],
      [1_000, 1_000, 17_744],
      [1_000, 2_000, 16_828],
    ],
  ],
  [
    'llama-3.1-8b-instruct',
    'H100',
    1,
    [
      [128, 128, 28_312],
      [128, 4_096, 14_325],
      [2_048, 2_048, 9_305],
    ],
  ],
  [
    'llama-4-scout-17b-16e-instruct',
    'H200',
    4,
    [
      [128, 2_048, 34_316],
      [500, 2_000, 24_630],
      [1_000, 1_000, 21_636],
      [1_000, 2_000, 18_499],
      [2_048, 128, 3_699],
    ],
  ],
  [
    'llama-4-scout-17b-16e-instruct',
    'H100',
    4,
    [
      [128, 2_048, 15_130],
      [128, 4_096, 8_603],
      [5_000, 500, 3_342],
    ],
  ],
  [
    'llama-4-maverick-17b-128e-instruct',
    'H200',
    8,
    [
      [128, 4_096, 24_616],
      [500, 2_000, 37_835],
      [1_000, 1_000, 31_782],
      [1_000, 2_000, 34_734],
      [2_048, 128, 7_307],
      [20_000, 2_000, 4_106],
    ],
  ],
  [
    'llama-4-maverick-17b-128e-instruct',
    'H100',
    8,
    [
      [1_000, 1_000, 9_677],
      [2_048, 2_048, 6_916],
    ],
  ],
];

const points = heldBack.flatMap(([release, gpu, gpus, rows]) =>
  rows.map(([inputTokens, outputTokens, measured]) => {
    const found = estimate({
      ...{ release, gpu, gpus, tensorParallel: gpus, precision: 'fp8', engine: 'tensorrt-llm', engineVersion: '1.0.0' },
      shape: { inputTokens, outputTokens },
    });
    if (found.answer !== 'estimate') throw new Error(found.why);
    const known = table('benchmarks', 'points').some(
      (row) =>
        row.engine === 'TensorRT-LLM 1.0' &&
        row.release === release &&
        row.gpu === gpu &&
        row.tp === gpus &&
        row.isl === inputTokens &&
        row.osl === outputTokens,
    );
    return { release, known, error: found.outputTokensPerSecond / measured - 1, inside: found.low <= measured && measured <= found.high };
  }),
);

const errorsOf = (some: typeof points) => some.map(({ error }) => error);
const sizes = (errors: readonly number[]) => errors.map(Math.abs);

describe('points that were held back', () => {
  it('are in no fact', () => expect(points.filter(({ known }) => known)).toEqual([]));

  it('of dense models: half within 6%, nine tenths within 12%, none more than 15% too high', () => {
    const errors = errorsOf(points.filter(({ release }) => !release.includes('llama-4')));
    expect(errors).toHaveLength(24);
    expect(percentile(sizes(errors), 0.5)).toBeLessThan(0.06);
    expect(percentile(sizes(errors), 0.9)).toBeLessThan(0.12);
    expect(Math.max(...errors)).toBeLessThan(0.15);
  });

  it('of mixtures of experts: half within 12%, none more than 25% too high', () => {
    const errors = errorsOf(points.filter(({ release }) => release.includes('llama-4')));
    expect(errors).toHaveLength(16);
    expect(percentile(sizes(errors), 0.5)).toBeLessThan(0.12);
    expect(Math.max(...errors)).toBeLessThan(0.25);
  });

  it('are inside the printed interval, at least eight in ten', () => expect(points.filter(({ inside }) => inside).length / points.length).toBeGreaterThan(0.8));
});
