import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/notice-period.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/hosted-only.yaml';
const notice = (days: string): Edit => ['    deprecationNoticeDays: 180', `    deprecationNoticeDays: ${days}`];

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('accepts as many days as a move takes, and warns of one less', () => {
    expect(topologyFindings(rule, [notice('90')], file)).toEqual([]);
    const found = topologyFindings(rule, [notice('89')], file);
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({
      severity: 'warning',
      path: 'contracts.aws-main.deprecationNoticeDays',
      message: expect.stringMatching(/ takes 90 days to leave us-bedrock; aws-main promises 89 days of notice\.$/),
    });
  });

  it('falls back on what the provider promises everyone', () => {
    expect(topologyFindings(rule, [notice('none')], file)[0]?.message).toMatch(
      /the provider \(facts\/lifecycle\.yaml, aws-policy, 2026-09-07\) promises 45 days of notice\.$/,
    );
  });

  it('does not ask about nodes of your own: nobody takes their weights away', () => {
    expect(topologyFindings(rule, [notice('1')], 'examples/sovereign.yaml')).toEqual([]);
  });
});
