import { CfnExport } from 'aws-cdk-lib/aws-bcmdataexports';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface FocusExportProps {
  /** Name, unique in the account. */
  readonly name: string;
  /** Table of AWS Data Exports, which has the version in its name. */
  readonly table: string;
  /** Columns of the table, in the order that files have them in. */
  readonly columns: readonly string[];
  /** Receives it under `exports/`; its policy admits the delivery. */
  readonly bucket: IBucket;
}

/** The bill of the account, of its organization where it manages one, in FOCUS form by the hour: a month's files are written anew until it is final. */
export class FocusExport extends Construct {
  constructor(scope: Construct, id: string, { name, table, columns, bucket }: FocusExportProps) {
    super(scope, id);
    const made = new CfnExport(this, 'Export', {
      export: {
        name,
        description: 'FOCUS, for statements by cost centre',
        dataQuery: { queryStatement: `SELECT ${columns.join(', ')} FROM ${table}`, tableConfigurations: { [table]: { TIME_GRANULARITY: 'HOURLY' } } },
        destinationConfigurations: {
          s3Destination: {
            s3Bucket: bucket.bucketName,
            s3Prefix: 'exports',
            s3Region: Stack.of(this).region,
            s3OutputConfigurations: { compression: 'GZIP', format: 'TEXT_OR_CSV', outputType: 'CUSTOM', overwrite: 'OVERWRITE_REPORT' },
          },
        },
        refreshCadence: { frequency: 'SYNCHRONOUS' },
      },
    });
    const policy = bucket.policy?.node.defaultChild;
    if (policy !== undefined) made.node.addDependency(policy);
  }
}
