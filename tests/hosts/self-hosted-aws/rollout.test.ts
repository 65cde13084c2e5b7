import { describe, expect, it } from 'vitest';
import type { AwsFleetHost } from '../../../hosts/self-hosted-aws/schema.js';
import { rolloutOf } from '../../../hosts/self-hosted-aws/stacks/rollout.js';

/** Replicas that a deployment has to replace, and how many at a time: ECS rounds the fewest up and the most down. */
function steps(count: number, spare: number, perNode: number) {
  const { replicas, minimumHealthyPercent, maximumPercent } = rolloutOf({ nodes: { count, spare } } as unknown as AwsFleetHost, perNode);
  const fewest = Math.ceil((replicas * minimumHealthyPercent) / 100);
  const most = Math.floor((replicas * maximumPercent) / 100);
  return { replicas, fewest, most, held: count * perNode, number: Math.ceil(replicas / (most - fewest)) };
}

describe('a deployment of a fleet', () => {
  it.each([
    [12, 0, 4, { fewest: 44, most: 48 }],
    [12, 1, 4, { fewest: 44, most: 48 }],
    [1, 0, 8, { fewest: 0, most: 8 }],
    [102, 0, 4, { fewest: 404, most: 408 }],
    [120, 0, 4, { fewest: 471, most: 480 }],
    // A spare node that is less than a percent cannot be used: with 100 for both no replica would ever be replaced.
    [220, 1, 4, { fewest: 859, most: 876 }],
  ])('of %i nodes, %i of them spare, %i replicas each, takes one node at a time, and more where it would not end', (count, spare, perNode, expected) => {
    expect(steps(count, spare, perNode)).toMatchObject(expected);
  });

  it('ends before CloudFormation gives up after 36 hours, 21 minutes a step, and never asks for GPUs that are not there', () => {
    for (const perNode of [1, 2, 4, 8])
      for (const spare of [0, 1, 3])
        for (let count = spare + 1; count < 400; count += 7) {
          const { number, most, held } = steps(count, spare, perNode);
          expect(number * 21).toBeLessThanOrEqual(36 * 60);
          expect(most).toBeLessThanOrEqual(held);
        }
  });
});
