import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/expiring.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const ends = (day: string): Edit => [
  'edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}',
  `edp-2026-001\n    term: {start: 2026-01-01, end: ${day}}`,
];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['2027-02-23', []],
    ['2027-02-22', ['warning: aws-main ends on 2027-02-22, in 90 days (as of 2026-11-24).']],
    ['2026-12-25', ['warning: aws-main ends on 2026-12-25, in 31 days (as of 2026-11-24).']],
    ['2026-12-24', ['error: aws-main ends on 2026-12-24, in 30 days (as of 2026-11-24).']],
    ['2026-12-01', ['error: aws-main ends on 2026-12-01, in 7 days (as of 2026-11-24).']],
    ['2026-11-24', ['error: aws-main ends on 2026-11-24, today (as of 2026-11-24).']],
    // What has ended is refused as such.
    ['2026-11-23', []],
  ])('of a contract that ends on %s says %j', (day, said) => {
    expect(topologyFindings(rule, [ends(day)]).map(({ severity, message }) => `${severity}: ${message}`)).toEqual(said);
  });
});
