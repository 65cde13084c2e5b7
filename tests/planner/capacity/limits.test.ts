import { describe, expect, it } from 'vitest';
import { knee, nodeEstimate } from '../../../derived/node-throughput.js';
import { estimate } from '../../../derived/throughput/estimate.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { limitAnswers } from '../../../planner/capacity/limits.js';
import { topologyWith } from '../../support/topologies.js';

const hardware = nodeHardware('aws', 'p5.48xlarge');
if (hardware === undefined) throw new Error('no p5.48xlarge');
const load = { tokensPerYear: 7e11, inputTokens: 1_000, outputTokens: 1_000, curve: 'diurnal', growthPerYear: 0 } as const;
const served = { load, slo: { ttftMs: 2_000, tpotMs: 200, availability: 0.995 } };
const wide = { model: { release: 'llama-3-70b-instruct', precision: 'bf16' }, hardware, tensorParallel: 8 } as const;

describe('declared limits', () => {
  it('of the reference: 256 run where 189 keep the objective, and a full queue is longer than any first token may take', () => {
    const answers = limitAnswers(topologyWith().topology);
    expect(answers.map(({ workload, running, waiting }) => [workload, running, waiting])).toEqual([
      ['eu-production', 256, 64],
      ['global-assist', 256, 64],
    ]);
    for (const { knee: at, waitMs, ttftMs } of answers) {
      expect(Math.floor(at)).toBe(189);
      // 10,853 tokens a second on four replicas, 1,000 to an answer: 2.71 answers a second, 64 of them wait 23.6 s.
      expect(waitMs).toBeCloseTo(23_590, -2);
      expect(waitMs).toBeGreaterThan(ttftMs);
    }
    expect(answers.map(({ gatewayCap }) => gatewayCap !== 'none')).toEqual([false, true]);
  });

  it('are what a node is planned with where its replicas could run more', () => {
    expect(knee(wide, served)).toBeGreaterThan(500);
    const found = nodeEstimate(wide, served);
    const bounded = estimate({
      release: 'llama-3-70b-instruct',
      precision: 'bf16',
      gpu: 'H100',
      gpus: 8,
      tensorParallel: 8,
      engine: 'vllm',
      shape: load,
      concurrency: 256,
    });
    if (found.answer !== 'estimate' || bounded.answer !== 'estimate') throw new Error('no number');
    expect(found.concurrency).toBe(256);
    expect(found.outputTokensPerSecond).toBeCloseTo(bounded.outputTokensPerSecond, 6);
  });
});
