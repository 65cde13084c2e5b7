import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { chargebackQuery } from '../../bin/chargeback/bill-query.js';
import { costRules } from '../../derived/cost-rules.js';
import { azureFocusExport } from '../../facts/exports.js';
import { neededColumns } from '../../runtime/allocated-cost/charge.js';
import { inModule } from '../support/documents.js';
import { written } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';
import { scratch } from './given.js';

/** FocusCost 1.0, which 1.0r2 has too: github microsoft/finops-toolkit src/open-data/dataset-metadata/FocusCost_1.0.json @18c4a99, 2024-06-20. */
const columns =
  `BilledCost BillingAccountId BillingAccountName BillingAccountType BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass
  ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
  CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory
  PricingQuantity PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId
  SubAccountId SubAccountName SubAccountType Tags x_AccountId x_AccountName x_AccountOwnerId x_BilledCostInUsd x_BilledUnitPrice x_BillingAccountId
  x_BillingAccountName x_BillingExchangeRate x_BillingExchangeRateDate x_BillingProfileId x_BillingProfileName x_ContractedCostInUsd x_CostAllocationRuleName
  x_CostCenter x_CustomerId x_CustomerName x_EffectiveCostInUsd x_EffectiveUnitPrice x_InvoiceId x_InvoiceIssuerId x_InvoiceSectionId x_InvoiceSectionName
  x_ListCostInUsd x_PartnerCreditApplied x_PartnerCreditRate x_PricingBlockSize x_PricingCurrency x_PricingSubcategory x_PricingUnitDescription x_PublisherCategory
  x_PublisherId x_ResellerId x_ResellerName x_ResourceGroupName x_ResourceType x_ServicePeriodEnd x_ServicePeriodStart x_SkuDescription x_SkuDetails
  x_SkuIsCreditEligible x_SkuMeterCategory x_SkuMeterId x_SkuMeterName x_SkuMeterSubcategory x_SkuOfferId x_SkuOrderId x_SkuOrderName x_SkuPartNumber x_SkuRegion
  x_SkuServiceFamily x_SkuTerm x_SkuTier`.split(/\s+/);

/** What 1.2-preview calls otherwise. */
const before: Readonly<Record<string, string>> = { x_PricingCurrency: 'PricingCurrency', x_InvoiceId: 'InvoiceId' };
const bill = 'tests/chargeback/bills/azure.csv';
const until = Date.UTC(2026, 10, 24);

describe('the dataset that Azure is asked to export', () => {
  const { file } = scratch();

  it('is the one whose columns are here', () => {
    expect(azureFocusExport()).toMatchObject({ dataset: 'FocusCost', dataVersion: '1.0r2' });
    const { definition, format, compressionMode } = inModule(written('dev-azure-finance'), 'azapi_resource', 'Bill').body.properties;
    expect(definition).toMatchObject({ type: 'FocusCost', dataSet: { configuration: { dataVersion: '1.0r2' } } });
    // The job reads .csv and .csv.gz alone.
    expect([format, compressionMode]).toEqual(['Csv', 'gzip']);
  });

  it('has what chargeback needs', () => {
    expect([...neededColumns, 'Tags', 'ProviderName', 'x_BilledCostInUsd', 'x_EffectiveCostInUsd'].filter((name) => !columns.includes(name))).toEqual([]);
  });

  it('is divided as the newer one is', async () => {
    const rows = parse(readFileSync(bill, 'utf8'), { columns: true }) as Record<string, string>[];
    const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
    const lines = [columns.join(','), ...rows.map((row) => columns.map((name) => quoted(row[before[name] ?? name])).join(','))];
    const older = file('azure-1.0r2.csv', `${lines.join('\n')}\n`);
    const rules = costRules(topologyWith().topology);
    const charges = async (path: string) => (await chargebackQuery(rules, { focus: [path], spend: [] }, until)).charges;
    const found = await charges(older);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(await charges(bill));
  });
});
