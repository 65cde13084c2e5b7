import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/allocated.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const notify = '  notify: [finops@acme.example]\n';
const logs = (text: string): Edit => [notify, `${notify}  allocation: {account: prod, spendLogs: {${text}}}\n`];

describe(rule.id, () => {
  it.each(topologies)('holds %s to what it declares', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('asks for the log of every zone whose workloads share a host', () => {
    expect(topologyFindings(rule, [logs('eu: {logGroup: e}, any: {logGroup: a}, us: {logGroup: u}')])).toEqual([]);
    expect(topologyFindings(rule, [logs('eu: {logGroup: e}')])).toMatchObject([
      { path: 'finance.allocation.spendLogs', severity: 'warning', message: 'The log of the gateway of any is not asked, and global-assist shares a host.' },
      { message: 'The log of the gateway of us is not asked, and variable shares a host.' },
    ]);
  });
});
