import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/mau-azure.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const october = '2026-10: {licensee: 310000, affiliates: 12000}';
const last = (text: string): Edit => [october, text];

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['600000001', 'warning'],
    ['700000001', 'error'],
  ])('says so when %s users are left of the limit', (count, severity) => {
    expect(topologyFindings(rule, [last(`2026-10: {licensee: ${count}, affiliates: 0}`)])).toMatchObject([
      { severity, path: 'licence.monthlyActiveUsers.2026-10', message: expect.stringContaining('rolling test of the preceding calendar month') },
    ]);
  });

  it('accepts 600 million', () => {
    expect(topologyFindings(rule, [last('2026-10: {licensee: 600000000, affiliates: 0}')])).toEqual([]);
  });

  it('wants a count of the last months, of the past', () => {
    expect(topologyFindings(rule, [last('2026-07: {licensee: 1, affiliates: 0}')])).toEqual([]);
    expect(topologyFindings(rule, [last('2026-06: {licensee: 1, affiliates: 0}')])).toMatchObject([
      { path: 'hosts.dev-foundry.model', message: expect.stringContaining('The users of 2026-10 are not recorded; the latest are of 2026-06.') },
    ]);
    expect(topologyFindings(rule, [last('2026-11: {licensee: 1, affiliates: 0}')])).toMatchObject([
      { message: expect.stringContaining('the latest are of 2024-11') },
    ]);
  });
});
