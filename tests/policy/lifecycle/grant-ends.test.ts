import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/lifecycle/grant-ends.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/eu-import.yaml';
const ends = (day: string): Edit => ['    expires: 2027-09-30', `    expires: ${day}`];

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it.each([
    ['2027-02-22', 'warning'],
    ['2026-12-24', 'error'],
    ['2026-11-24', 'error'],
  ])('says so of an approval that ends on %s', (day, severity) => {
    expect(topologyFindings(rule, [ends(day)], file)).toMatchObject([{ severity, path: 'approvals.acceptable-use.expires' }]);
  });

  it('leaves what has ended to the rule that asked for it', () => {
    expect(topologyFindings(rule, [ends('2026-11-23')], file)).toEqual([]);
    expect(topologyFindings(rule, [ends('2027-02-23')], file)).toEqual([]);
  });

  it('speaks of the key of a provider as well', () => {
    const found = (day: string) => topologyFindings(rule, [['expires: 2027-03-31', `expires: ${day}`]], 'examples/any-zone.yaml');
    expect(found('2026-12-24')).toMatchObject([
      { severity: 'error', path: 'hosts.ibm.apiKey.expires', message: 'The key of ibm ends on 2026-12-24, in 30 days (as of 2026-11-24).' },
    ]);
    expect(found('2027-02-23')).toEqual([]);
  });

  it('speaks of the licence of Meta as well', () => {
    const granted: Edit = [
      'separateLicence: none',
      'separateLicence: {number: m-1, grantedOn: 2025-01-01, expires: 2026-12-01, versions: ["3.3"], grants: [mau]}',
    ];
    expect(topologyFindings(rule, [granted], file)).toMatchObject([
      { path: 'licence.separateLicence.expires', message: 'Licence m-1 of Meta ends on 2026-12-01, in 7 days (as of 2026-11-24).' },
    ]);
  });
});
