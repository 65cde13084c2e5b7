import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/databricks-geo.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const file = 'examples/lakehouse.yaml';
const found = (...edits: Edit[]) => topologyFindings(rule, edits, file).map(({ path, severity, message }) => ({ path, severity, message }));
const place: Edit = [
  '    region: us-east-2\n    network: core\n    frontEnd: vpce-0a1b2c3d4e5f60718\n    model: maverick\n',
  '    region: eu-central-1\n    network: core\n    frontEnd: vpce-0a1b2c3d4e5f60718\n    model: maverick\n',
];

describe(rule.id, () => {
  it('accepts a zone that holds the whole Geo, and one without borders', () => {
    expect(found()).toEqual([]);
  });

  it('refuses the United States alone: the Geo of the Americas has Brazil and Canada too', () => {
    expect(found(['americas: [US, CA, BR]', 'americas: [US]'])).toEqual([
      {
        path: 'workloads.claims.route[0]',
        severity: 'fatal',
        message: 'maverick may process in BR, CA, which its Geo includes; claims must stay in zone americas (US).',
      },
    ]);
  });

  it('refuses the EU alone: the Geo Europe has the United Kingdom and Switzerland too', () => {
    const [inGeo] = found(place, ['americas: [US, CA, BR]', 'americas: [EU27]']).filter(({ message }) => message.includes('may process'));
    expect(inGeo?.message).toContain('may process in CH, GB, IS, LI, NO, which its Geo includes');
    expect(found(place, ['americas: [US, CA, BR]', 'americas: [EEA, CH, GB]']).filter(({ message }) => message.includes('may process'))).toEqual([]);
  });

  it('refuses a Geo that is not that of the region', () => {
    const expected = {
      path: 'accounts.databricks.lakehouse.geography',
      severity: 'fatal',
      message: 'lakehouse declares the Geo americas; maverick is in eu-central-1, which is in europe.',
    };
    expect(found(place)).toContainEqual(expected);
    expect(found(['geography: americas', 'geography: us'])).toContainEqual(expect.objectContaining({ path: expected.path }));
  });

  it.each<[string, Edit, string]>([
    [
      'is missing',
      ['    kind: cross-geo\n    subject: accounts.databricks.lakehouse', '    kind: audit-trail\n    subject: accounts.databricks.lakehouse'],
      'is off; claims',
    ],
    ['has ended', ['    expires: 2027-10-01', '    expires: 2026-11-01'], 'is off (no-cross-geo is not in force); claims'],
  ])('refuses a workload of a zone while the record that cross-Geo processing is off %s', (_, edit, words) => {
    expect(found(edit)).toEqual([{ path: 'workloads.claims.route[0]', severity: 'fatal', message: expect.stringContaining(words) }]);
  });

  it('takes a service that a Geo has by cross-Geo processing alone for one without borders', () => {
    const sydney: Edit = [
      '    region: us-east-2\n    network: core\n    frontEnd: vpce-0a1b2c3d4e5f60718\n    model: llama70\n',
      '    region: ap-southeast-2\n    network: core\n    frontEnd: vpce-0a1b2c3d4e5f60718\n    model: llama70\n',
    ];
    const narrow: Edit = ['    zone: any\n    dataClass: internal', '    zone: americas\n    dataClass: internal'];
    expect(found(sydney, narrow, ['americas: [US, CA, BR]', 'americas: [US, CA, BR, AU, NZ]']).map(({ message }) => message)).toContainEqual(
      expect.stringContaining(
        'by-token processes in any Geo of Databricks, since australia-new-zealand has pay-per-token by cross-Geo processing alone; drafts',
      ),
    );
  });
});
