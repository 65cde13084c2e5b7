import { describe, expect, it } from 'vitest';
import { estimate } from '../../../derived/throughput/estimate.js';
import type { Question } from '../../../derived/throughput/question.js';
import { calibration, readBenchmark } from '../../../planner/throughput/benchmark.js';

/** 500 requests of 1000 in and 1000 out, 200 at a time. */
const run = {
  completed: 500,
  total_input_tokens: 500_000,
  total_output_tokens: 500_000,
  output_throughput: 3_000,
  request_rate: 'inf',
  max_concurrency: 200,
  mean_ttft_ms: 812.4,
};
const read = (change: object) => readBenchmark(JSON.stringify({ ...run, ...change }), 'result.json');

const asked: Question = {
  release: 'llama-3.3-70b-instruct',
  precision: 'fp8',
  gpu: 'H100',
  gpus: 2,
  tensorParallel: 2,
  engine: 'vllm',
  shape: { inputTokens: 2000, outputTokens: 500 },
};

describe('a benchmark of your own', () => {
  it('is read with its mean lengths', () => {
    expect(read({})).toEqual({ model: undefined, outputTokensPerSecond: 3_000, inputTokens: 1_000, outputTokens: 1_000, concurrency: 200 });
    expect(read({ max_concurrency: null }).concurrency).toBeUndefined();
  });

  it.each([
    [{ request_rate: 4 }, 'request_rate is 4'],
    [{ failed: 3 }, '3 requests failed'],
    [{ output_throughput: undefined }, 'output_throughput'],
  ])('%o is refused', (change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  it('that is no JSON is refused by name', () => {
    expect(() => readBenchmark('Serving Benchmark Result', 'log.txt')).toThrow('log.txt: not JSON');
  });

  it('calibrates at its own lengths, and its factor takes the place of the engine', () => {
    const factor = calibration(read({}), asked);
    const same = estimate({ ...asked, shape: { inputTokens: 1000, outputTokens: 1000 }, concurrency: 200, measured: factor });
    expect(same).toMatchObject({ answer: 'estimate', outputTokensPerSecond: expect.closeTo(3_000, 6) });
    expect(calibration(read({ output_throughput: 6_000 }), asked)).toBeCloseTo(2 * factor, 9);
  });

  it.each(['meta-llama/Llama-3.1-8B-Instruct', 'Meta-Llama-3.1-405B-Instruct-FP8', 'llama-4-scout-17b-16e'])(
    'of %s says nothing of another release',
    (model_id) => {
      expect(() => calibration(read({ model_id }), asked)).toThrow('Allowed: a run of that release');
    },
  );

  it.each(['meta-llama/Llama-3.3-70B-Instruct', 'nvidia/Llama-3.3-70B-Instruct-FP8', 'llama-3.3-70b', 'production'])('of %s is taken', (model_id) => {
    expect(calibration(read({ model_id }), asked)).toBeGreaterThan(0);
  });
});
