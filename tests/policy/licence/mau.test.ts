import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/mau.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/hosted-only.yaml';
const users = (text: string): Edit => ['monthlyActiveUsers: {2024-11: {licensee: 250000, affiliates: 0}}', `monthlyActiveUsers: ${text}`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('counts affiliates, and refuses the first user above 700 million', () => {
    expect(topologyFindings(rule, [users('{2024-11: {licensee: 400000000, affiliates: 300000000}}')], file)).toEqual([]);
    expect(topologyFindings(rule, [users('{2024-11: {licensee: 400000000, affiliates: 300000001}}')], file)).toMatchObject([
      {
        severity: 'error',
        path: 'licence.monthlyActiveUsers.2024-11',
        file: 'examples/hosted-only.approvals.yaml',
        line: expect.any(Number),
        message:
          'us-bedrock serves llama-3.3-70b-instruct, and in 2024-11 licensee and affiliates had 700,000,001 users; no separate licence of Meta is recorded. Allowed: 700,000,000. ' +
          'Llama 3.3 Community License, clause 2 (facts/licences.yaml, llama-models). An engineering reading, not legal advice.',
      },
    ]);
  });

  it('asks about the month before the release of the version in use, and no other', () => {
    expect(topologyFindings(rule, [users('{2024-11: {licensee: 1, affiliates: 0}, 2026-10: {licensee: 800000000, affiliates: 0}}')], file)).toEqual([]);
    expect(topologyFindings(rule, [users('{2026-10: {licensee: 1, affiliates: 0}}')], file)).toMatchObject([
      { path: 'hosts.us-bedrock.model', message: expect.stringContaining('has no 2024-11, the month before 2024-12-06. Recorded: 2026-10.') },
    ]);
    expect(topologyFindings(rule, [['{2025-03:', '{2025-04:']], 'examples/us-maas.yaml')).toMatchObject([
      { message: expect.stringContaining('has no 2025-03') },
    ]);
  });

  it('takes a separate licence that speaks of users', () => {
    const many = users('{2024-11: {licensee: 800000000, affiliates: 0}}');
    const granted = (grants: string): Edit => [
      'separateLicence: none',
      `separateLicence: {number: meta-1, grantedOn: 2025-01-01, expires: none, versions: ["3.3"], grants: [${grants}]}`,
    ];
    expect(topologyFindings(rule, [many, granted('mau')], file)).toEqual([]);
    expect(topologyFindings(rule, [many, granted('improve')], file)).toMatchObject([{ message: expect.stringContaining('meta-1 grants improve alone') }]);
  });
});
