import { z } from 'zod';
import { availabilityZone, cidr, entities, id, region } from './primitives.js';

/** A private network of one account in one region: where hosts and gateways are. */
const network = z.strictObject({
  cloud: z.enum(['aws', 'google', 'azure']).meta({ description: 'Cloud of the network.', examples: ['aws'] }),
  account: id.meta({ description: 'Alias of its account in that cloud.', examples: ['prod'] }),
  region: region.meta({ description: 'Region of the network.' }),
  cidr: cidr.meta({ description: 'Private IPv4 range, which overlaps no other one that is linked. AWS: /16 to /28.' }),
  availabilityZones: z
    .array(availabilityZone)
    .min(2, 'two zones or more: a load balancer needs subnets in two')
    .max(6)
    .optional()
    .meta({
      description: 'AWS only: zones of its subnets, two or more. Declared, since looking them up would need credentials.',
      absent: 'refused on AWS, unless the network is under existing',
      examples: [['eu-north-1a', 'eu-north-1b']],
    }),
  s3PrefixList: z
    .string()
    .regex(/^pl-[0-9a-f]{8,17}$/, 'a prefix list id, such as pl-0123abcd')
    .optional()
    .meta({
      description:
        'AWS only: prefix list of S3, in a region that facts/ec2.yaml does not have: `aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.REGION.s3`.',
      absent: 'as facts/ec2.yaml says',
      examples: ['pl-0123abcd'],
    }),
});

export const networks = entities(network, 'eu');

export type Network = z.infer<typeof network>;
