import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions, type ServicePlace } from './client-options.js';
import type { Credentials } from './kept-credentials.js';

/** A client of S3 as the task. Buckets are in the path: their names are ours, and one host name is what networks and certificates have to know. */
export function objects(place: ServicePlace, task: () => Promise<Credentials>): S3Client {
  return new S3Client({
    ...clientOptions(place, task, { connect: 2, request: 10 }),
    forcePathStyle: true,
    followRegionRedirects: false,
    disableMultiregionAccessPoints: true,
  });
}
