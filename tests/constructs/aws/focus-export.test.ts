import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const made: Json = evidenceOf(topologyWith([], 'examples/hosted-only.yaml')).aws?.find(({ name }) => name.endsWith('aws-allocated-cost'))?.document;

describe('the export of the bill', () => {
  it('has every column that the job needs, by the hour, where the job looks', () => {
    const { Export } = propertiesOf(made, 'BillExport');
    for (const column of [
      'BilledCost',
      'EffectiveCost',
      'BillingCurrency',
      'BillingPeriodStart',
      'ChargePeriodStart',
      'ChargeCategory',
      'SubAccountId',
      'Tags',
      'ProviderName',
    ])
      expect(Export.DataQuery.QueryStatement).toMatch(new RegExp(`\\b${column}\\b`));
    expect(Export.DataQuery.TableConfigurations).toEqual({ FOCUS_1_2_AWS: { TIME_GRANULARITY: 'HOURLY' } });
    expect(Export.DestinationConfigurations.S3Destination).toMatchObject({ S3Prefix: 'exports', S3Region: 'us-east-1' });
  });

  it('waits for the policy that admits it', () =>
    expect(JSON.stringify(made.Resources)).toMatch(/"BillExport[^}]*"DependsOn":\["StoreCostsPolicy|"DependsOn":\["StoreCostsPolicy/));
});
