import { Construct } from 'constructs';
import { AzapiResource } from '../provider/azapi-resource.js';

export interface FocusExportProps {
  /** Name, unique in the subscription and in the container. */
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Type of the resource, with the version of its API. */
  readonly type: `Microsoft.CostManagement/exports@${string}`;
  /** What is exported, and in which version. */
  readonly dataset: { readonly name: string; readonly version: string };
  /** Location of the identity that writes. */
  readonly location: string;
  /** Resource id of a storage account, a container of it and a folder of that. */
  readonly destination: { readonly storageAccount: string; readonly container: string; readonly folder: string };
  /** First and last day of the schedule, `YYYY-MM-DD`. */
  readonly days: { readonly from: string; readonly until: string };
}

/**
 * The bill of a subscription in FOCUS form, every day: a month's files are written anew until it has ended. Cost Management grants its identity the container, with the
 * rights of who deploys it, so that no key of the storage account is used.
 */
export class FocusExport extends Construct {
  constructor(scope: Construct, id: string, { name, subscriptionId, type, dataset, location, destination, days }: FocusExportProps) {
    super(scope, id);
    const { storageAccount, container, folder } = destination;
    new AzapiResource(this, 'Export', {
      type,
      name,
      parentId: subscriptionId,
      location,
      body: {
        properties: {
          definition: {
            type: dataset.name,
            timeframe: 'MonthToDate',
            dataSet: { granularity: 'Daily', configuration: { dataVersion: dataset.version } },
          },
          deliveryInfo: { destination: { type: 'AzureBlob', resourceId: storageAccount, container, rootFolderPath: folder } },
          schedule: { status: 'Active', recurrence: 'Daily', recurrencePeriod: { from: midnight(days.from), to: midnight(days.until) } },
          format: 'Csv',
          compressionMode: 'gzip',
          partitionData: true,
          dataOverwriteBehavior: 'OverwritePreviousReport',
        },
      },
    });
  }
}

const midnight = (day: string) => `${day}T00:00:00Z`;
