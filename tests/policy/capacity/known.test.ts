import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/known.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

describe(rule.id, () => {
  it('names the endpoint that no fact gives a throughput, and nobody behind it', () => {
    expect(topologyFindings(rule)).toMatchObject([
      {
        path: 'hosts.grounding',
        severity: 'warning',
        message: 'Nothing says how much grounding carries, and workload grounded goes no further.',
      },
    ]);
  });

  it('says nothing of hosts whose capacity is declared, of those with a host behind them, and of those that nobody calls', () => {
    expect(topologyFindings(rule, [], 'examples/hosted-only.yaml')).toEqual([]);
    const idle: Edit = ['tokensPerYear: 278000000000', 'tokensPerYear: 0'];
    expect(topologyFindings(rule, [idle])).toEqual([]);
  });
});
