import { z } from 'zod';
import { certificateAuthority } from './fleet.js';
import { cidr, domain, entities, httpsUrl, id, region, text } from './primitives.js';

const networkEndpoints = z.strictObject({
  services: z
    .array(z.string().regex(/^[A-Za-z0-9][\w./-]*$|^\/subscriptions\/[\w./-]+$/, 'names of services, such as ecr.api'))
    .min(1)
    .meta({
      description:
        'Services that are reached privately in the network, by names that resolve there. AWS: the last part of the name of each endpoint, such as ecr.api; s3 for its gateway endpoint. Google: googleapis.com, pkg.dev, modelarmor, inbound-dns, proxy-only-subnet. Azure: private DNS zones, by name where the platform attaches endpoints to them, by id where the stacks do.',
      examples: [['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 's3', 'secretsmanager', 'sts']],
    }),
  securityGroup: z
    .string()
    .regex(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, 'a security group id, such as sg-0a1b2c3d4e5f60718')
    .optional()
    .meta({
      description: 'AWS: security group of the interface endpoints; nodes may open connections to it alone.',
      absent: 'they may to the whole range of the network',
      examples: ['sg-0a1b2c3d4e5f60718'],
    }),
});

const existingNetwork = z.strictObject({
  id: text.meta({
    description: 'AWS: id of the VPC. Google: projects/<project>/global/networks/<name>, also of a Shared VPC. Azure: id of the subnet for private endpoints.',
    examples: ['vpc-0a1b2c3d4e5f60718'],
  }),
  subnets: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      description:
        'AWS: ids of the subnets for nodes and load balancers, two or more in different zones. Google: the subnet, projects/<project>/regions/<region>/subnetworks/<name>. Azure: none.',
      absent: 'refused on AWS and Google',
      examples: [['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719']],
    }),
  endpoints: networkEndpoints.optional().meta({
    description: 'What is reached privately in the network.',
    absent: 'nothing; a finding of `network/reachable` lists what its hosts and gateways need',
  }),
});

const guardrail = z.strictObject({
  id: text.meta({ description: 'Id in the account and region of the host; no ARN.', examples: ['gr1abc2def3g'] }),
  version: z
    .string()
    .regex(/^\d+$/, 'a published version, in quotes')
    .meta({ description: 'Published version; never DRAFT.', examples: ['3'] }),
});

const bucket = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, 'the name of a bucket')
    .meta({ description: 'Name of the bucket, in this account and region.', examples: ['acme-model-store-eu-north-1'] }),
  key: text.meta({
    description: 'Key that it is encrypted with: ARN on AWS, full name on Google.',
    examples: ['arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  }),
});

const dnsZone = z.strictObject({
  cloud: z.enum(['aws', 'google']).meta({ description: 'Cloud of the zone.', examples: ['aws'] }),
  account: id.meta({ description: 'Alias of its account: that of what is named in it.', examples: ['prod'] }),
  id: text.meta({ description: 'AWS: id of the private hosted zone. Google: name of the managed zone.', examples: ['Z0123456789ABCDEFGHIJ'] }),
  domain: domain.meta({ description: 'Domain of the zone; names in it end with it.', examples: ['acme.internal'] }),
});

const ingestProxy = z.strictObject({
  service: z
    .string()
    .regex(
      /^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{8,17}$/,
      'the name of an endpoint service, such as com.amazonaws.vpce.eu-north-1.vpce-svc-0a1b2c3d4e5f60718',
    )
    .meta({
      description: 'Endpoint service (PrivateLink) that the proxy is published as, in this region.',
      examples: ['com.amazonaws.vpce.eu-north-1.vpce-svc-0a1b2c3d4e5f60718'],
    }),
  name: domain.meta({
    description: 'Private DNS name of that service, verified by its provider: what a client calls the proxy by.',
    examples: ['proxy.acme.internal'],
  }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .meta({ description: 'Port at which it takes HTTP CONNECT.', unit: 'TCP port', examples: [3128] }),
  domains: z
    .array(z.string().regex(/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a domain, or *. and a domain'))
    .min(1)
    .meta({
      description: 'Domains that it lets through; *. and a domain for everything below it. A finding lists what is needed besides.',
      examples: [['huggingface.co', '*.hf.co']],
    }),
});

/** Where prompts leave to a provider that no private path leads to. */
const promptProxy = z.strictObject({
  address: httpsUrl.meta({
    description: 'Where it takes HTTP CONNECT, over TLS: https://, a name that resolves in the network of the gateway, and a port.',
    examples: ['https://prompts.acme.internal:3128'],
  }),
  authority: certificateAuthority.meta({ description: 'Who issued its certificate: an id of gateway.authorities, or public.', examples: ['internal'] }),
  range: cidr.meta({
    description: 'Private range that its addresses are in, and nothing else: tasks of the gateway may connect to it at that port.',
    examples: ['10.40.200.0/28'],
  }),
  owner: text.meta({ description: 'Who runs it, and whom findings name.', examples: ['network-platform@acme.example'] }),
});

/** Bring your own: named by id instead of a stack that makes it. What no offline check can see of it, an approval of kind existing-resource says. */
export const existing = z.strictObject({
  networks: entities(existingNetwork, 'eu').default({}).meta({ description: 'Networks by their key in networks.' }),
  keys: entities(text, 'eu-fleet')
    .default({})
    .meta({
      description:
        'Customer-managed keys by host: ARN of a KMS key in the account and region of the host, full name of a Cloud KMS key, or Key Vault key address.',
      examples: [{ 'eu-fleet': 'arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }],
    }),
  guardrails: entities(guardrail, 'us-bedrock').default({}).meta({ description: 'Bedrock guardrails by host.' }),
  perimeters: entities(text, 'search')
    .default({})
    .meta({
      description: 'VPC Service Controls perimeters by Google account, each with the project inside.',
      examples: [{ search: 'accessPolicies/123456789/servicePerimeters/llama' }],
    }),
  roles: entities(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of a role'), 'eu-production')
    .default({})
    .meta({
      description: 'Roles on AWS that the gateway takes for a workload, by workload, in the account of the gateways.',
      examples: [{ 'eu-production': 'arn:aws:iam::111122223333:role/platform/llama-eu-production' }],
    }),
  buckets: z
    .strictObject({
      aws: entities(z.record(region, bucket), 'prod').default({}).meta({ description: 'By alias of an AWS account, then region.' }),
      google: entities(z.record(region, bucket), 'gpu').default({}).meta({ description: 'By alias of a Google project, then region.' }),
    })
    .prefault({})
    .meta({ description: 'Buckets that hold weights, by cloud, account alias and region.' }),
  dnsZones: entities(dnsZone, 'corp').default({}).meta({ description: 'Private DNS zones, by a name of yours that endpoint.zone of a host says.' }),
  egressProxies: z
    .record(id.meta({ examples: ['eu'] }), httpsUrl.meta({ description: 'Address of the proxy.', examples: ['https://egress.acme.internal:3128'] }))
    .default({})
    .meta({
      description:
        'Proxies of your own that reach the token endpoint of Microsoft Entra and nothing else, by the network of a gateway. Without one, a function is made for it.',
    }),
  promptProxies: entities(promptProxy, 'any').default({}).meta({
    description:
      'Proxies of your own that carry prompts to hosts which no private path leads to, by the zone whose gateway uses one. Each reaches those providers and nothing else.',
  }),
  ingestProxies: z.record(region, ingestProxy).default({}).meta({
    description:
      'Proxies to the internet by region of AWS. The job that brings weights in goes through them instead of a NAT gateway and a firewall of its own.',
  }),
});

export type Existing = z.infer<typeof existing>;
export type ExistingNetwork = z.infer<typeof existingNetwork>;
export type DnsZone = z.infer<typeof dnsZone>;
export type IngestProxy = z.infer<typeof ingestProxy>;
export type PromptProxy = z.infer<typeof promptProxy>;
