import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/recorded-dates.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const terms = 'termsUrl: https://aws.amazon.com/service-terms/\n      reviewedOn: ';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('accepts the day of the judgement', () => {
    expect(topologyFindings(rule, [[`${terms}2026-10-01`, `${terms}2026-11-24`]])).toEqual([]);
  });

  it.each<[string, Edit, string]>([
    ['terms', [`${terms}2026-10-01`, `${terms}2026-11-25`], 'contracts.aws-main.data.reviewedOn'],
    ['a licence', ['by: legal@acme.example\n      on: 2026-10-01', 'by: legal@acme.example\n      on: 2027-10-01'], 'licence.accepted.llama-3-3.on'],
    ['terms of a host', ['acceptedOn: 2026-10-01', 'acceptedOn: 2027-10-01'], 'hosts.grounding.eula.acceptedOn'],
  ])('refuses %s of the future', (_, edit, path) => {
    expect(topologyFindings(rule, [edit])).toMatchObject([
      { severity: 'error', path, message: expect.stringContaining('after 2026-11-24. Allowed: a day that has come.') },
    ]);
  });
});
