import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/known.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

describe(rule.id, () => {
  it('names the copies that no fact gives a throughput, and nobody behind them', () => {
    expect(topologyFindings(rule, [], 'examples/eu-import.yaml')).toMatchObject([
      {
        path: 'hosts.eu-import',
        severity: 'warning',
        message: 'Nothing says how much eu-import carries, and workload claims goes no further.',
      },
    ]);
  });

  it('says nothing of replicas whose throughput is estimated, of hosts whose capacity is declared, of those with a host behind them, and of those that nobody calls', () => {
    expect(topologyFindings(rule)).toEqual([]);
    expect(topologyFindings(rule, [], 'examples/hosted-only.yaml')).toEqual([]);
    const idle: Edit = ['tokensPerYear: 40000000000', 'tokensPerYear: 0'];
    expect(topologyFindings(rule, [idle], 'examples/eu-import.yaml')).toEqual([]);
  });
});
