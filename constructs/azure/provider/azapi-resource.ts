import type { Construct } from 'constructs';
import { UnboundResource } from '../../unbound/unbound-resource.js';

/** Bodies by type of Azure Resource Manager, as its template reference has them. No binding of CDK for Terraform has any: tests/support/azapi-schema.yaml. */
export interface AzapiBodies {
  readonly 'Microsoft.CostManagement/exports': {
    readonly properties: {
      readonly definition: {
        readonly type: string;
        readonly timeframe: 'MonthToDate';
        readonly dataSet: { readonly granularity: 'Daily'; readonly configuration: { readonly dataVersion: string } };
      };
      readonly deliveryInfo: {
        readonly destination: { readonly type: 'AzureBlob'; readonly resourceId: string; readonly container: string; readonly rootFolderPath: string };
      };
      readonly schedule: {
        readonly status: 'Active';
        readonly recurrence: 'Daily';
        /** Instants in UTC. */
        readonly recurrencePeriod: { readonly from: string; readonly to: string };
      };
      readonly format: 'Csv';
      readonly compressionMode: 'gzip';
      readonly partitionData: true;
      readonly dataOverwriteBehavior: 'OverwritePreviousReport';
    };
  };
}

export interface AzapiResourceProps<Type extends keyof AzapiBodies> {
  /** With the version of its API, which the body is of. */
  readonly type: `${Type}@${string}`;
  /** Name, unique in what it belongs to. */
  readonly name: string;
  /** Resource id of what it belongs to. */
  readonly parentId: string;
  /** Region, or `global`. */
  readonly location: string;
  /** What its API takes. */
  readonly body: AzapiBodies[Type];
}

/** A resource of Azure Resource Manager with an identity of its own. Its answers stay out of the state. */
export class AzapiResource<Type extends keyof AzapiBodies> extends UnboundResource {
  constructor(scope: Construct, id: string, { type, name, parentId, location, body }: AzapiResourceProps<Type>) {
    super(scope, id, 'azapi_resource', { type, name, parent_id: parentId, location, identity: [{ type: 'SystemAssigned' }], body, response_export_values: [] });
  }
}
