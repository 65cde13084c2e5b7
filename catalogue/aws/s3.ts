import {
  admits,
  asItsPrincipals,
  copiesBy,
  copying,
  documents,
  free,
  grantsNothing,
  holds,
  inRegion,
  keyIn,
  retain,
  runsNothing,
  sentTo,
  settings,
  specification,
  tagList,
} from '../answers.js';
import type { Rows } from '../row.js';

export const s3 = {
  'AWS::S3::Bucket': {
    data: holds('objects', { keep: [retain], deleted: 'once-it-is-empty', place: inRegion }),
    key: keyIn('ServerSideEncryptionByDefault.KMSMasterKeyID', {
      each: 'BucketEncryption.ServerSideEncryptionConfiguration',
      with: { path: 'ServerSideEncryptionByDefault.SSEAlgorithm', values: ['aws:kms', 'aws:kms:dsse'] },
      exceptAccessLogs: true,
    }),
    transport: { kind: 'refuses-plain', policy: 'AWS::S3::BucketPolicy', on: 'Bucket', service: 's3' },
    tags: tagList,
    exposure: admits('public-access-block'),
    copies: copiesBy(
      ...copying('replicates objects', 'ReplicationConfiguration'),
      ...copying(
        'lists objects in another bucket',
        'AnalyticsConfigurations',
        'InventoryConfigurations',
        'MetadataConfiguration',
        'MetadataTableConfiguration',
      ),
      ...copying('announces objects', 'NotificationConfiguration'),
      ...copying('takes uploads in at edge locations of any country', 'AccelerateConfiguration'),
      ...copying('serves objects without their policies', 'WebsiteConfiguration'),
      sentTo('LoggingConfiguration.DestinationBucketName', 'AWS::S3::Bucket'),
    ),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: specification,
  },
  'AWS::S3::BucketPolicy': { ...settings, tags: free, exposure: asItsPrincipals, principals: documents('PolicyDocument'), replacement: specification },
} satisfies Rows;
