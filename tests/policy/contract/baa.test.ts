import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/baa.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/us-maverick.yaml';
const unsigned: Edit = ['addenda: [dpa, baa]', 'addenda: [dpa]'];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('refuses health information on any host whose contract has none, once for each contract', () => {
    expect(topologyFindings(rule, [unsigned], file)).toMatchObject([
      {
        severity: 'error',
        path: 'contracts.aws-main.addenda',
        file: 'examples/us-maverick.approvals.yaml',
        line: 16,
        message: expect.stringMatching(/^aws-main has no baa, and carries claims on ohio-fleet, us-bedrock\. hipaa: 45 CFR .* not legal advice\.$/),
      },
    ]);
  });

  it('asks for none where no workload says that it is', () => {
    expect(topologyFindings(rule, [unsigned, ['regimes: [hipaa]', 'regimes: []']], file)).toEqual([]);
  });
});
