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
  readonly dataset: string;
  readonly dataVersion: string;
  /** Location of the identity that writes. */
  readonly location: string;
  readonly destination: {
    /** Resource id of the storage account. */
    readonly storageAccount: string;
    readonly container: string;
    readonly folder: string;
  };
  /** First and last day of the schedule, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
}

/**
 * The bill of a subscription in FOCUS form, every day: a month's files are written anew until it has ended. Cost Management grants its identity the container, with the
 * rights of who deploys it, so that no key of the storage account is used.
 */
export class FocusExport extends Construct {
  constructor(scope: Construct, id: string, { destination, ...props }: FocusExportProps) {
    super(scope, id);
    new AzapiResource(this, 'Export', {
      type: props.type,
      name: props.name,
      parentId: props.subscriptionId,
      location: props.location,
      body: {
        properties: {
          definition: {
            type: props.dataset,
            timeframe: 'MonthToDate',
            dataSet: { granularity: 'Daily', configuration: { dataVersion: props.dataVersion } },
          },
          deliveryInfo: {
            destination: {
              type: 'AzureBlob',
              resourceId: destination.storageAccount,
              container: destination.container,
              rootFolderPath: destination.folder,
            },
          },
          schedule: { status: 'Active', recurrence: 'Daily', recurrencePeriod: { from: midnight(props.from), to: midnight(props.until) } },
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
