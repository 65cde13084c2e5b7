import { describe, expect, it } from 'vitest';
import { adapterGB, servedModel } from '../../derived/adapter-memory.js';
import { nodeEstimate } from '../../derived/node-throughput.js';
import { servedAdapters } from '../../derived/served-adapters.js';
import { entity } from '../../topology/views.js';
import { fineTuned } from '../support/fine-tuned.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith([], fineTuned);
const host = entity(topology.hosts, 'desk-fleet');
const adapters = 'adapters' in host ? servedAdapters(topology, host) : [];
const ofRank = (rank: number) => adapters.map((one) => ({ ...one, model: { ...one.model, fineTune: one.model.fineTune && { ...one.model.fineTune, rank } } }));

describe('memory of adapters', () => {
  it('is that of the matrices beside each linear layer, the embedding and the head, in 16 bits', () => {
    // 16 × (32 layers × (57,968 + 27,960) + 2 × (128,256 + 4,096)) numbers of two bytes, with feed-forward layers of at most 15,672.
    expect(adapterGB('llama-3.1-8b-instruct', 1, adapters)).toBeCloseTo(0.0965, 4);
    expect(adapterGB('llama-3.1-8b-instruct', 1, [...adapters, ...adapters])).toBeCloseTo(0.193, 3);
  });

  it('is that of the next rank that vLLM takes, and none where there is no such rank', () => {
    expect(adapterGB('llama-3.1-8b-instruct', 1, ofRank(17))).toBe(adapterGB('llama-3.1-8b-instruct', 1, ofRank(32)));
    expect(adapterGB('llama-3.1-8b-instruct', 1, ofRank(513))).toBeUndefined();
    expect(adapterGB('llama-4-scout-17b-16e-instruct', 4, adapters)).toBeUndefined();
  });

  it('halves on two GPUs only where the matrices are divided', () => {
    const [one, two] = [1, 2].map((gpus) => adapterGB('llama-3.3-70b-instruct', gpus, adapters) ?? 0);
    expect(two).toBeGreaterThan((one ?? 0) / 2);
    expect(two).toBeLessThan(one ?? 0);
  });

  it('is taken from the cache of the throughput model', () => {
    const served = servedModel(topology, host, 'llama8');
    expect(served).toMatchObject({ release: 'llama-3.1-8b-instruct', precision: 'bf16' });
    const hardware = { gpu: 'H100', gpus: 1, gpuMemoryGB: 80, localDiskGB: 3_800 } as const;
    const of = (besideGB: number) => nodeEstimate({ model: { ...served, besideGB }, hardware, tensorParallel: 1 }, entity(topology.workloads, 'agents'));
    const [none, some, all] = [of(0), of(20), of(70)];
    if (none.answer !== 'estimate' || some.answer !== 'estimate') throw new Error('no estimate');
    // 0.9 of 20 GB, in GiB.
    expect(none.kvCacheGiB - some.kvCacheGiB).toBeCloseTo(16.76, 1);
    expect(all.answer).toBe('does not fit');
  });
});
