import { z } from 'zod';
import { name, row } from './row.js';

export const publishers = {
  publishers: row('Condition keys that requests of a service principal are known to carry', {
    principal: name.describe('<region> stands for the region'),
    to: z
      .enum(['sns', 'sqs', 's3', 'lambda', 'sts', 'kms-sns', 'kms-sqs', 'kms-s3', 'kms-logs'])
      .describe('What is called: a service, or KMS for a message or object of that service'),
    keys: z.array(z.string().regex(/^[a-z-]+:[\w:]+$/i, 'a condition key, such as aws:SourceArn')),
  }),
};
