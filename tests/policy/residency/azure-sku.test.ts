import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/azure-sku.js';
import { terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

const euRoute: [string, string] = ['route: [eu-fleet]\n', 'route: [eu-fleet, dev-foundry]\n'];

describe(rule.id, () => {
  it('accepts GlobalStandard for a workload whose data may go anywhere', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses GlobalStandard for an EU workload, although the account stands in Sweden', () => {
    const found = topologyFindings(rule, [euRoute]);
    expect(found).toMatchObject([
      { path: 'workloads.eu-production.route[1]', severity: 'fatal', message: expect.stringContaining('GlobalStandard, which processes in any Azure region') },
    ]);
  });

  it.each([
    ['DataZoneStandard', 0],
    ['Standard', 0],
    ['GlobalBatch', 1],
  ])('judges %s by where it processes', (sku, count) => {
    expect(topologyFindings(rule, [euRoute, ['sku: GlobalStandard', `sku: ${sku}`]])).toHaveLength(count);
  });

  it('notices a sku changed in the output', () => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
      terraformResourceOf(document, 'azurerm_cognitive_deployment').sku.name = 'GlobalBatch';
    });
    expect(found).toMatchObject([{ path: 'hosts.dev-foundry.sku', message: expect.stringContaining('GlobalBatch') }]);
  });
});
