import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/parallel-window.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/eu-import.yaml';
const window = (days: string): Edit => ['    parallelAvailabilityDays: 90', `    parallelAvailabilityDays: ${days}`];

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it.each([
    ['89', 'promises 89 days side by side; claims on eu-import needs 90.'],
    ['none', 'promises no window side by side; claims on eu-import needs 90.'],
  ])('warns of %s', (days, said) => {
    expect(topologyFindings(rule, [window(days)], file)).toMatchObject([
      { severity: 'warning', path: 'contracts.aws-main.parallelAvailabilityDays', message: `aws-main ${said}` },
    ]);
  });

  it('does not ask about nodes of your own', () => {
    expect(topologyFindings(rule, [window('1')], 'examples/sovereign.yaml')).toEqual([]);
  });
});
