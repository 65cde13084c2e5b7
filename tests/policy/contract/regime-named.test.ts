import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/regime-named.js';
import { topologyFindings } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('warns of regulated data under no regime, at the workload', () => {
    expect(topologyFindings(rule, [['    regimes: [hipaa]', '    regimes: []']], 'examples/us-maverick.yaml')).toMatchObject([
      {
        severity: 'warning',
        path: 'workloads.claims.regimes',
        file: 'examples/us-maverick.yaml',
        line: 99,
        message: 'claims has regulated data and names no regime. Known: dora, fedramp-high, gdpr, hipaa, uk-gdpr.',
      },
    ]);
  });

  it('asks nothing of data of customers', () => {
    const edits = [
      ['    regimes: [hipaa]', '    regimes: []'],
      ['    dataClass: regulated', '    dataClass: customer'],
    ] as const;
    expect(topologyFindings(rule, edits, 'examples/us-maverick.yaml')).toEqual([]);
  });
});
