import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/open-zone.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const customer: Edit = ['for every site\n    zone: any\n    dataClass: internal', 'for every site\n    zone: any\n    dataClass: customer'];
const approved = (subject: string, expires: string): Edit => [
  'approvals:\n',
  `approvals:\n  open:\n    kind: open-zone\n    subject: ${subject}\n    reference: board 7\n    grantedBy: p@acme.example\n    grantedOn: 2026-10-01\n    expires: ${expires}\n`,
];

describe(rule.id, () => {
  it('accepts internal data anywhere, and customer data in a zone of countries', () => {
    expect(topologyFindings(rule)).toEqual([]);
  });

  it.each(['customer', 'regulated'])('refuses %s data in a zone that is open', (dataClass) => {
    expect(topologyFindings(rule, [[customer[0], customer[1].replace('customer', dataClass)]])).toMatchObject([
      { severity: 'error', path: 'workloads.global-assist.zone', message: expect.stringContaining(`${dataClass} data, and zone any (ANY) is open`) },
    ]);
  });

  it('sees ANY among countries', () => {
    expect(topologyFindings(rule, [['  us: [US]', '  us: [US, ANY]']])).toMatchObject([{ path: 'workloads.variable.zone' }]);
  });

  it('takes an approval for the workload, in force', () => {
    expect(topologyFindings(rule, [customer, approved('workloads.global-assist', '2027-09-30')])).toEqual([]);
    expect(topologyFindings(rule, [customer, approved('workloads.development', '2027-09-30')])).toHaveLength(1);
    expect(topologyFindings(rule, [customer, approved('workloads.global-assist', '2026-11-23')])).toMatchObject([
      { message: expect.stringContaining('approval open is not in force') },
    ]);
  });
});
