import { describe, expect, it } from 'vitest';
import { identityParts } from '../../../derived/parts.js';
import { withWorkloads } from '../../support/many-workloads.js';

const assigned = (count: number) =>
  new Map(identityParts(withWorkloads(count)).flatMap(({ number, workloads }) => workloads.map(([id]) => [id, number] as const)));

describe('many workloads', () => {
  it('are divided so that another workload moves none', () => {
    const [before, after] = [assigned(300), assigned(301)];
    expect([...before].filter(([id, part]) => after.get(id) !== part)).toEqual([]);
    expect(new Set(after.values()).size).toBe(4);
  });

  it('stay where the topology says', () => {
    const topology = withWorkloads(300, (workloads) => void (workloads.w7.part = 1));
    expect(identityParts(topology)[0]?.workloads.map(([id]) => id)).toContain('w7');
  });

  it('leave the stacks of a small topology as they are', () => {
    expect(identityParts(withWorkloads(5)).map(({ number, of }) => [number, of])).toEqual([[1, 1]]);
  });
});
