import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/generation.js';
import { asOf, topologyWith } from '../../support/topologies.js';

describe(rule.id, () => {
  const found = (...generations: (string | undefined)[]) => {
    const outputs = generations.map((generation, index) => ({ directory: ['cdk.out', 'cdktf.out'][index] ?? '', ...(generation && { generation }) }));
    return judge([rule], topologyWith(), asOf, { outputs });
  };

  it('accepts one generation, and one output alone', () => {
    expect([found('a', 'a'), found('a'), found(undefined)]).toEqual([[], [], []]);
  });

  it.each([
    [['a', 'b'], 'cdk.out is of a, cdktf.out is of b'],
    [['a', undefined], 'cdktf.out does not say'],
    [[undefined, undefined], 'cdk.out does not say, cdktf.out does not say'],
  ])('refuses %s, which nothing waives', (generations, message) => {
    expect(found(...generations)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(message) }]);
  });
});
