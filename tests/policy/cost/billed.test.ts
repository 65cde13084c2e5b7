import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/billed.js';
import { rule as existing } from '../../../policy/state/existing.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const gpu: Edit = ['      gpu: { store: finops, folder: focus, from: 2026-12-01 }\n', ''];
const file = 'examples/all-hosts.yaml';
/** Another approval in the place of that of the store. */
const unchecked: Edit = ['kind: existing-resource\n    subject: finance.exports.stores.finops', 'kind: quota\n    subject: hosts.dev-foundry\n    limit: 1'];

describe(rule.id, () => {
  it.each(topologies)('holds %s to what it pays for', (_, topology) => expect(topologyFindings(rule, [], topology)).toEqual([]));

  it('asks for the bill of every subscription that is owned and costs money', () => {
    expect(topologyFindings(rule, [gpu], file)).toMatchObject([
      { path: 'finance.exports.azure.gpu', severity: 'warning', message: 'The bill of gpu (azure) is exported nowhere, so that no statement has its costs.' },
    ]);
  });

  it('leaves the bill of a subscription of another topology to that one', () => {
    const lent: Edit = [
      '      subscription: 00000000-0000-4000-8000-00000000000a\n      tenant: 00000000-0000-0000-0000-000000000000\n      owns: true\n',
      '      subscription: 00000000-0000-4000-8000-00000000000a\n      tenant: 00000000-0000-0000-0000-000000000000\n',
    ];
    expect(topologyFindings(rule, [gpu, lent], file)).toEqual([]);
  });

  it('notices an export that no stack makes', () => {
    const idle: Edit = [
      '    dev:\n      subscription:',
      '    idle: {subscription: 11111111-0000-4000-8000-00000000000a, tenant: 00000000-0000-0000-0000-000000000000, owns: true}\n    dev:\n      subscription:',
    ];
    const named: Edit = ['      dev: { store: finops,', '      idle: { store: finops, folder: focus, from: 2026-12-01 }\n      dev: { store: finops,'];
    expect(topologyFindings(rule, [idle, named])).toMatchObject([
      { path: 'finance.exports.azure.idle', message: 'Nothing of this topology costs money in idle (azure), so no stack exports its bill. Allowed here: dev.' },
    ]);
  });

  it('asks somebody to look at the store', () => {
    expect(topologyFindings(existing, [unchecked])).toMatchObject([
      { path: 'finance.exports.stores.finops', severity: 'error', message: expect.stringContaining('lets trusted services of Azure and who does finance in') },
    ]);
  });
});
