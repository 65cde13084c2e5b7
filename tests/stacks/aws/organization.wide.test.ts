import { expect, it } from 'vitest';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const named = (kind: string) =>
  topologies.flatMap(([, file]) => (evidenceOf(topologyWith([], file)).aws ?? []).map(({ name }) => name)).filter((name) => name.includes(kind));

it('the organization stack is in the management account, where there is one', () => {
  expect(named('-aws-organization')).toEqual([
    'acme-management-aws-organization',
    'maverick-management-aws-organization',
    'nordic-management-aws-organization',
  ]);
});
