import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/as-synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const judged = (comparison: Parameters<typeof judge>[3]['comparison']) => judge([rule], topologyWith(), asOf, comparison === undefined ? {} : { comparison });

describe(rule.id, () => {
  it('accepts output without a difference', () => {
    expect(judged([])).toEqual([]);
  });

  it('refuses each difference, at the line that asked for what differs', () => {
    const difference = { path: 'networks.eu', named: { stack: 'acme-prod-aws-network-eu', resource: 'Vpc' }, message: 'Vpc was changed.' };
    expect(judged([difference])).toMatchObject([
      { severity: 'fatal', path: 'networks.eu', file: 'topology.yaml', stack: 'acme-prod-aws-network-eu', resource: 'Vpc', message: 'Vpc was changed.' },
    ]);
  });

  it('is silent where nothing was compared', () => {
    expect(judged(undefined)).toEqual([]);
  });
});
