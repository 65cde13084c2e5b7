import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as noStaticKeys } from '../../../policy/identity/no-static-keys.js';
import { rule as resources } from '../../../policy/state/resources.js';
import { rule as unreviewedArgument } from '../../../policy/state/unreviewed-argument.js';
import { rule as pinned } from '../../../policy/supply-chain/provider-pinned.js';
import { inModule, type Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';

const stack = 'dev-azure-finance';
const own = (document: Json): Json => inModule(document, 'azapi_resource', 'Bill');
const after = (rule: typeof emitted, change: (document: Json) => void) =>
  findingsAfter(rule, stack, change)
    .map(({ message }) => message)
    .join('\n');

/** By hand, from Microsoft's reference of exports 2025-03-01. */
const wanted = parse(`
type: Microsoft.CostManagement/exports@2025-03-01
name: acme-dev-focus
parent_id: /subscriptions/00000000-0000-0000-0000-000000000000
location: global
identity: [{type: SystemAssigned}]
response_export_values: []
body:
  properties:
    definition: {type: FocusCost, timeframe: MonthToDate, dataSet: {granularity: Daily, configuration: {dataVersion: 1.0r2}}}
    deliveryInfo:
      destination:
        type: AzureBlob
        resourceId: /subscriptions/00000000-0000-4000-8000-00000000000d/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills
        container: bills
        rootFolderPath: focus
    schedule: {status: Active, recurrence: Daily, recurrencePeriod: {from: "2026-12-01T00:00:00Z", to: "2050-02-01T00:00:00Z"}}
    format: Csv
    compressionMode: gzip
    partitionData: true
    dataOverwriteBehavior: OverwritePreviousReport
`);

describe('the export of the bill of a subscription', () => {
  it('says what, where to, how often and as whom', () => {
    const { '//': _, ...found } = own(written(stack));
    expect(found).toEqual(wanted);
  });

  it('is made by a provider of one version, for the same subscription and tenant, that registers nothing by itself', () => {
    const { provider, terraform } = written(stack);
    const { subscription_id, tenant_id } = provider.azurerm[0];
    expect(provider.azapi).toEqual([{ subscription_id, tenant_id, skip_provider_registration: true }]);
    expect(terraform.required_providers.azapi).toEqual({ source: 'Azure/azapi', version: '2.11.0' });
    expect(provider.azurerm[0].resource_providers_to_register).toEqual(expect.arrayContaining(['Microsoft.CostManagement', 'Microsoft.CostManagementExports']));
    for (const rule of [emitted, noStaticKeys, pinned, resources, unreviewedArgument]) expect(findings(rule)).toEqual([]);
  });

  it.each<[string, typeof emitted, (document: Json) => void, string]>([
    ['that is gone', resources, ({ resource }) => delete resource.azapi_resource, 'azapi_resource Bill_Export'],
    ['of another subscription', emitted, (document) => (own(document).parent_id = '/subscriptions/x'), 'parent_id'],
    ['to another storage account', emitted, (document) => (delivery(document).resourceId += 'x'), 'resourceId'],
    ['to another container', emitted, (document) => (delivery(document).container = 'public'), 'container'],
    ['with a shared access token', emitted, (document) => (delivery(document).sasToken = '?sig=x'), 'sasToken'],
    ['of another dataset', emitted, (document) => (own(document).body.properties.definition.type = 'ActualCost'), 'FocusCost'],
    ['in another version', emitted, (document) => (own(document).body.properties.definition.dataSet.configuration.dataVersion = '1.2-preview'), '1.0r2'],
    ['that is off', emitted, (document) => (own(document).body.properties.schedule.status = 'Inactive'), 'Active'],
    ['that ends tomorrow', emitted, (document) => (own(document).body.properties.schedule.recurrencePeriod.to = '2026-12-02T00:00:00Z'), '2050-02-01'],
    ['without an identity', emitted, (document) => delete own(document).identity, 'identity'],
    ['by azapi in another subscription', emitted, ({ provider }) => (provider.azapi[0].subscription_id = 'x'), 'azapi deploy to subscription_id x'],
    ['by azapi of another tenant', emitted, ({ provider }) => (provider.azapi[0].tenant_id = 'x'), 'azapi deploy to tenant_id x'],
    ['by azapi with a secret', noStaticKeys, ({ provider }) => (provider.azapi[0].client_secret = 'x'), 'signs in with client_secret'],
    ['by any azapi', pinned, ({ terraform }) => (terraform.required_providers.azapi.version = '>= 1.0.0'), 'Allowed: exactly 2.11.0'],
    ['whose body nobody validates', unreviewedArgument, (document) => (own(document).schema_validation_enabled = false), 'schema_validation_enabled'],
    [
      'beside another resource of Azure',
      unreviewedArgument,
      ({ resource }) => (resource.azapi_resource.Other = { ...wanted, type: 'Microsoft.Compute/virtualMachines@2024-07-01' }),
      'Microsoft.Compute/virtualMachines@2024-07-01 for type',
    ],
    ['twice', resources, ({ resource }) => (resource.azapi_resource.Again = wanted), 'azapi_resource Again'],
  ])('%s is refused', (_, rule, change, says) => {
    expect(after(rule, change)).toContain(says);
  });
});

const delivery = (document: Json): Json => own(document).body.properties.deliveryInfo.destination;
