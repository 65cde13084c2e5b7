import { describe, expect, it } from 'vitest';
import { replicasOf } from '../../derived/replicas.js';
import type { SelfHostedHost } from '../../hosts/schemas.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const fleet = topology.hosts['eu-fleet'] as SelfHostedHost;
/** Replicas of the reference fleet on other nodes, as [GPUs of one, replicas of a node]. */
const on = (change: object): [number, number] => {
  const { tensorParallel, replicasPerNode } = replicasOf(topology, { ...fleet, ...change } as SelfHostedHost);
  return [tensorParallel, replicasPerNode];
};

describe('replicas of a node', () => {
  it('are those of the layout, unless the topology says how many GPUs one has', () => {
    expect(on({})).toEqual([2, 4]);
    expect(on({ serving: { ...fleet.serving, tensorParallel: 4 } })).toEqual([4, 2]);
  });

  it('are one at least', () => {
    expect(on({ nodes: { ...fleet.nodes, instanceType: 'p5.4xlarge' } })).toEqual([2, 1]);
  });

  it('are laid out over the largest node that facts know where they do not know the type', () => {
    expect(on({ nodes: { ...fleet.nodes, instanceType: 'p9.unheard' } })).toEqual([8, 1]);
    expect(on({ nodes: { ...fleet.nodes, instanceType: 'p9.unheard' }, serving: { ...fleet.serving, tensorParallel: 2 } })).toEqual([2, 4]);
  });
});

it('the share of GPU memory has its default in the schema', () => {
  expect(fleet.serving.gpuMemoryUtilization).toBe(0.9);
});
