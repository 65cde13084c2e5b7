import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/**
 * Whether a bucket receives access logs of a load balancer or of another bucket. The services that deliver them write only
 * to buckets whose default encryption is SSE-S3: a key of ours would silence the log.
 */
export function receivesAccessLogs(bucket: Resource): boolean {
  return logTargets(bucket.stack).includes(bucket.id);
}

function logTargets(stack: SynthesizedStack): unknown[] {
  return stack.resources.flatMap(({ id, properties }) => {
    const attributes = blocks(properties['LoadBalancerAttributes']).filter((attribute) => attribute['Key'] === 'access_logs.s3.bucket');
    const target = record(dig(properties, 'LoggingConfiguration', 'DestinationBucketName'))['Ref'];
    // A bucket that logs into itself is an ordinary bucket.
    return [...attributes.map((attribute) => record(attribute['Value'])['Ref']), ...(target === id ? [] : [target])];
  });
}
