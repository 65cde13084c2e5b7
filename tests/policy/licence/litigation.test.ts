import { describe, expect, it } from 'vitest';
import { cited, licenceVersions } from '../../../facts/licences.js';
import { rule } from '../../../policy/licence/litigation.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const suit = (filedOn: string, versions: string): Edit => [
  '  litigation: none',
  `  litigation: [{against: "Meta Platforms, Inc.", filedOn: ${filedOn}, versions: [${versions}], reference: 26-cv-1}]`,
];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('refuses every host of a version over which the licensee has gone to court, at the proceeding, with clause and source', () => {
    const found = topologyFindings(rule, [suit('2026-06-01', '"3.3"')], 'examples/hosted-only.yaml');
    expect(found).toMatchObject([
      {
        severity: 'error',
        path: 'licence.litigation[0]',
        file: 'examples/hosted-only.approvals.yaml',
        message:
          'hosts.us-bedrock.model is llama-3.3-70b-instruct, whose licence ended on 2026-06-01 with 26-cv-1 against Meta Platforms, Inc.. ' +
          'Llama 3.3 Community License, clause 5.c (facts/licences.yaml, llama-models). An engineering reading, not legal advice.',
      },
    ]);
    expect(found[0]?.line).toBeGreaterThan(1);
  });

  it('says of one that is about to be filed when the licence ends', () => {
    expect(topologyFindings(rule, [suit('2027-01-15', '"3.3"')], 'examples/hosted-only.yaml')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('whose licence ends on 2027-01-15') },
    ]);
  });

  it('leaves other versions their licences, and finds a guard of one', () => {
    expect(topologyFindings(rule, [suit('2026-06-01', '"4"')], 'examples/sovereign.yaml')).toEqual([]);
    expect(topologyFindings(rule, [suit('2026-06-01', '"3.2"')], 'examples/sovereign.yaml').map(({ message }) => message)).toEqual([
      expect.stringContaining('hosts.screen.model is llama-guard-3-8b'),
    ]);
  });

  it.each(licenceVersions())('quotes the clause of Llama %s', (version) => expect(cited(version, 'litigation')).toMatch(/^.*Llama .*, clause 5\.c \(/));

  it('warns where nobody has answered', () => {
    expect(topologyFindings(rule, [['  litigation: none\n', '']], 'examples/hosted-only.yaml')).toMatchObject([
      { severity: 'warning', path: 'licence.litigation', message: expect.stringContaining('Nobody has answered') },
    ]);
  });
});
