import { describe, expect, it } from 'vitest';
import { nodeEstimate, nodeThroughput } from '../../derived/node-throughput.js';
import { topologyWith } from '../support/topologies.js';

const h100 = { gpu: 'H100', gpus: 8, gpuMemoryGB: 80, localDiskGB: 30_400 } as const;
const llama = { release: 'llama-3.3-70b-instruct', precision: 'fp8' } as const;
const { load, slo } = topologyWith().topology.workloads['eu-production'] ?? expect.fail('no such workload');
const node = (tensorParallel?: number) => ({ model: llama, hardware: h100, tensorParallel });

describe('what a node carries', () => {
  // facts/serving.yaml: four replicas of two GPUs each on eight H100.
  it('is that of the layout in the facts, where the topology says no other', () => {
    expect(nodeEstimate(node(), { load })).toEqual(nodeEstimate(node(2), { load }));
    expect(nodeEstimate(node(8), { load })).not.toEqual(nodeEstimate(node(2), { load }));
  });

  it('is counted in tokens a minute, prompts and answers together, in the ratio of a request', () => {
    const found = nodeEstimate(node(), { load, slo });
    if (found.answer !== 'estimate') return expect.fail('no estimate');
    expect(nodeThroughput(node(), { load, slo })).toBeCloseTo(60 * (found.inputTokensPerSecond + found.outputTokensPerSecond), 6);
    expect(found.inputTokensPerSecond / found.outputTokensPerSecond).toBeCloseTo(load.inputTokens / load.outputTokens, 6);
  });

  it('is not less with more GPUs of the same kind, and less under a tight objective', () => {
    const of = (objective: typeof slo) => nodeThroughput(node(), { load, slo: objective }) ?? 0;
    const [tight, loose] = [of({ ttftMs: 2_000, tpotMs: 20, availability: 0.99 }), of({ ttftMs: 20_000, tpotMs: 200, availability: 0.99 })];
    expect(tight).toBeLessThan(loose);
    expect(nodeThroughput({ ...node(2), hardware: { ...h100, gpus: 4 } }, { load, slo }) ?? 0).toBeLessThan(nodeThroughput(node(2), { load, slo }) ?? 0);
  });

  it('is unknown where no number is: of a release without weights of its size, on one GPU that cannot hold it', () => {
    expect(nodeThroughput({ model: { ...llama, precision: 'bf16' }, hardware: { ...h100, gpus: 1 }, tensorParallel: 1 }, { load, slo })).toBeUndefined();
  });
});
