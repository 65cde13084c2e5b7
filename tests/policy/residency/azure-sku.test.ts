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

  it.each<[string, string, string, number]>([
    ['swedencentral', '[EU27]', 'DataZoneStandard', 0],
    ['swedencentral', '[EU27]', 'DataZoneProvisionedManaged', 0],
    ['swedencentral', '[SE]', 'DataZoneStandard', 1],
    ['swedencentral', '[US]', 'DataZoneStandard', 1],
    ['eastus2', '[US]', 'DataZoneStandard', 0],
    ['eastus2', '[EU27]', 'DataZoneProvisionedManaged', 1],
    // In no data zone: where such a sku would process there, nothing says.
    ['norwayeast', '[NO, EU27]', 'DataZoneStandard', 1],
    ['uksouth', '[GB]', 'DataZoneStandard', 1],
    ['swedencentral', '[SE]', 'ProvisionedManaged', 0],
  ])('judges an account in %s for a workload of %s with %s by its data zone', (region, zone, sku, count) => {
    const edits: [string, string][] = [
      euRoute,
      ['  eu: [EU27]\n', `  eu: ${zone}\n`],
      ['    region: swedencentral\n    network: foundry', `    region: ${region}\n    network: foundry`],
      ['sku: GlobalStandard', `sku: ${sku}`],
    ];
    const found = topologyFindings(rule, edits).filter(({ path }) => path === 'workloads.eu-production.route[1]');
    expect(found).toHaveLength(count);
  });

  it('says under which skus the model is offered', () => {
    expect(topologyFindings(rule, [euRoute])).toMatchObject([
      { message: expect.stringContaining('llama-3.3-70b-instruct is offered as GlobalStandard (any Azure region).') },
    ]);
  });

  it('notices a sku changed in the output', () => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
      terraformResourceOf(document, 'azurerm_cognitive_deployment').sku.name = 'GlobalBatch';
    });
    expect(found).toMatchObject([{ path: 'hosts.dev-foundry.sku', message: expect.stringContaining('GlobalBatch') }]);
  });
});
