import { z } from 'zod';
import { availabilityZone, cidr, entities, httpsUrl, id, region, text } from './primitives.js';

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

const existingNetwork = z.strictObject({
  id: text.meta({ description: 'AWS: VPC id. Google: projects/…/global/networks/…. Azure: id of the subnet.', examples: ['vpc-0a1b2c3d4e5f60718'] }),
  subnets: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      description: 'AWS and Google: subnets that endpoints and nodes are put into.',
      absent: 'refused on AWS and Google',
      examples: [['subnet-0a1b2c3d4e5f60718', 'subnet-1b2c3d4e5f60718a9']],
    }),
  routeTables: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      description: 'AWS: route tables of these subnets. Recorded; nothing is added to them.',
      absent: 'none are recorded',
      examples: [['rtb-0a1b2c3d4e5f60718']],
    }),
});

const existingGuardrail = z.strictObject({
  id: text.meta({ description: 'Id of the guardrail, without ARN: it is in the account and region of the host.', examples: ['gr1abc2def3g'] }),
  version: z
    .string()
    .regex(/^\d+$/, 'a published version, in quotes')
    .meta({ description: 'Published version, in quotes.', examples: ['3'] }),
});

/** Bring your own: named by id instead of a stack that makes it. */
export const existing = z.strictObject({
  networks: entities(existingNetwork, 'eu').default({}).meta({ description: 'Networks that exist, by their key in networks.' }),
  egressProxies: entities(httpsUrl, 'eu')
    .default({})
    .meta({
      description:
        'Proxies of your own, by network of a gateway: each reaches the token endpoint of Microsoft Entra and nothing else. Without one a function does it.',
      examples: [{ eu: 'https://proxy.acme.internal:3128' }],
    }),
  keys: entities(text, 'grounding')
    .default({})
    .meta({
      description: 'Customer-managed keys that exist, by host: name of a Cloud KMS key, or address of a Key Vault key. Kinds without one are refused.',
      examples: [{ grounding: 'projects/acme-llama-grounded/locations/europe/keyRings/search/cryptoKeys/grounding' }],
    }),
  guardrails: entities(existingGuardrail, 'us-bedrock').default({}).meta({ description: 'Bedrock guardrails that exist, by host.' }),
  perimeters: entities(text, 'search')
    .default({})
    .meta({
      description: 'VPC Service Controls perimeters that exist, by Google account.',
      examples: [{ search: 'accessPolicies/123456789012/servicePerimeters/llama' }],
    }),
});

export const networks = entities(network, 'eu');

export type Network = z.infer<typeof network>;
export type Existing = z.infer<typeof existing>;
