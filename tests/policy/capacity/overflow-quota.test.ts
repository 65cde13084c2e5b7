import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/overflow-quota.js';
import { findings } from '../harness.js';

const path = 'hosts.us-bedrock.quotaTokensPerMinute';

describe(rule.id, () => {
  it('is silent when the declared tokens per minute are granted', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('is silent about a host that only serves as primary', () => {
    expect(
      findings(rule, [
        ['    quotaTokensPerMinute: 12000000\n', ''],
        ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet]'],
      ]),
    ).toEqual([]);
  });

  it('warns when none are declared, and when the approval grants less', () => {
    expect(findings(rule, [['    quotaTokensPerMinute: 12000000\n', '']])).toMatchObject([
      {
        path: 'hosts.us-bedrock.quotaTokensPerMinute',
        severity: 'warning',
        message: expect.stringContaining('overflow of global-assist and declares no quota'),
      },
    ]);
    expect(findings(rule, [['limit: 12000000', 'limit: 11999999']])).toMatchObject([
      { path, message: expect.stringContaining('overflow-quota grants 11999999') },
    ]);
  });
});
