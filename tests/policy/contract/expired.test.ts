import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/contract/expired.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const aws = '    agreement: edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}';
const term = (start: string, end: string): Edit => [aws, `    agreement: edp-2026-001\n    term: {start: ${start}, end: ${end}}`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('holds on the last day of a contract and not on the day after, for nodes of your own too', () => {
    expect(topologyFindings(rule, [term('2026-01-01', '2026-11-24')])).toEqual([]);
    expect(topologyFindings(rule, [term('2024-01-01', '2026-11-23')])).toMatchObject([
      {
        severity: 'error',
        file: 'topology.approvals.yaml',
        line: 9,
        path: 'contracts.aws-main.term.end',
        message: 'aws-main ended on 2026-11-23, and eu-fleet, us-bedrock run under it on 2026-11-24.',
      },
    ]);
  });

  it('refuses one that has not begun', () => {
    expect(topologyFindings(rule, [term('2026-11-25', '2028-12-31')])).toMatchObject([{ path: 'contracts.aws-main.term.start' }]);
  });

  it('refuses a fleet without a contract, and one under a contract with somebody else', () => {
    const fleet = '    telemetry: false\n    contract: aws-main\n';
    expect(topologyFindings(rule, [[fleet, '    telemetry: false\n']])).toMatchObject([
      { path: 'hosts.eu-fleet.contract', message: 'eu-fleet has no contract. Allowed: one with aws that is in force on 2026-11-24.' },
    ]);
    expect(topologyFindings(rule, [[fleet, fleet.replace('aws', 'google')]])).toMatchObject([
      { path: 'hosts.eu-fleet.contract', message: 'eu-fleet is paid under google-main, a contract with google. Allowed: one with aws.' },
    ]);
  });

  it('says nothing about a contract that no host runs under', () => {
    expect(topologyFindings(rule, [['contracts:\n', `contracts:\n  old: {${ended}}\n`]])).toEqual([]);
  });
});

const ended =
  'provider: aws, agreement: x, term: {start: 2020-01-01, end: 2021-01-01}, data: none, discount: none, deprecationNoticeDays: none, ' +
  'parallelAvailabilityDays: none, priceProtectedUntil: none, indemnification: {covered: false, evidence: none}, slaAvailability: none, addenda: []';
