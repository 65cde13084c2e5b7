import { z } from 'zod';
import { requiredTags, tagPattern } from '../../facts/tags.js';
import { awsAccountId, digestExample, entities, id, pinnedImage, region, text } from './primitives.js';

/** The policy that an organisation puts on every role, by name: a landing zone makes it under one name in every account. */
const permissionsBoundary = z
  .string()
  .max(512)
  .regex(
    /^(?!.*(^|\/)\.{1,2}(\/|$))[\w+=,.@-]+(\/[\w+=,.@-]+)*$/,
    'the name of a policy, with its path but without a slash before it, such as landing-zone/WorkloadBoundary',
  )
  .meta({
    description: 'Name of the IAM policy that every role on AWS has as permissions boundary. It exists in every AWS account already.',
    absent: 'no boundary',
    examples: ['landing-zone/WorkloadBoundary'],
  });

const rolePath = z
  .string()
  .max(512)
  .regex(
    /^\/(?!aws-reserved\/|aws-service-role\/)(?!.*\/\.{1,2}\/)([\w+=,.@-]+\/)+$/,
    'a path that starts and ends with a slash, such as /workloads/llama/, and none of AWS’s own',
  )
  .meta({
    description: 'IAM path of every role on AWS. Roles that other accounts trust have it in their ARN.',
    absent: '/',
    examples: ['/workloads/llama/'],
  });

const bootstrapQualifier = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,10}$/, 'one to ten letters, digits, underscores or hyphens')
  .meta({ description: 'Qualifier of the CDK bootstrap stack of every AWS account.', absent: 'the one of CDK, hnb659fds', examples: ['llmplat'] });

const bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket');

/** Buckets that a landing zone collects logs in. They are never made or changed here; their own policies admit the delivery of logs. */
const logArchive = z
  .strictObject({
    account: awsAccountId.meta({ description: 'Number of the account of the buckets.', examples: ['444455556666'] }),
    buckets: z.record(region, bucket).meta({
      description: 'Bucket by its region: logs do not leave the region of the network. In a region without one they stay in a log group.',
      examples: [{ 'eu-north-1': 'aws-controltower-logs-444455556666-eu-north-1' }],
    }),
  })
  .meta({ description: "S3 buckets that VPC flow logs go to, instead of a log group of the network's own account.", absent: 'a log group' });

/** A role that reads how things are set up. Never a user, the root of an account or everybody. */
const securityRole = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'the ARN of a role on AWS; readers on Google and Azure are granted above the project or subscription (docs/landing-zone.md)',
  );

/** A part of the registry of the account or of another: everything under it may run. */
const registry = z
  .string()
  .regex(
    /^(\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.(com|eu)(\/[a-z0-9._-]+)*|[a-z0-9-]+-docker\.pkg\.dev(\/[a-z0-9._-]+){2})$/,
    'a registry on Amazon ECR, with or without the beginning of its repositories, or a repository of Artifact Registry',
  );

const nodeAgent = z.strictObject({
  image: pinnedImage.meta({
    description: "Image by digest: a repository of the host's own registry, or a full name under one of landingZone.registries.",
    examples: [`sensor:7.1@sha256:${digestExample}`],
  }),
  hosts: z
    .array(id)
    .min(1)
    .refine((hosts) => new Set(hosts).size === hosts.length, 'each fleet once')
    .meta({ description: 'Fleets whose nodes run it.', examples: [['fleet']] }),
  arguments: z
    .array(text)
    .default([])
    .meta({ description: 'Arguments after the image.', examples: [['--mode=detect']] }),
  environment: z
    .record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'a name in capitals'), text)
    .default({})
    .meta({ description: 'Environment, no secrets.', examples: [{ SENSOR_MODE: 'detect' }] }),
  reads: z
    .array(z.enum(['/proc', '/sys', '/var/log']))
    .default([])
    .meta({ description: 'Directories of the node that it sees under /host, read only.', examples: [['/proc']] }),
  memoryMiB: z
    .int()
    .min(16)
    .max(16_384)
    .meta({ description: 'Memory; beyond it the agent is stopped, not the engine.', unit: 'MiB', examples: [512] }),
});

const extraTags = z
  .record(
    z
      .string()
      .regex(tagPattern('key'), 'a key that is legal in every cloud: lower-case letters, digits, hyphens and underscores')
      .refine((key) => !requiredTags().includes(key), 'a key other than the required ones, which the topology gives'),
    z.string().regex(tagPattern('value'), 'a value that is legal in every cloud: lower-case letters, digits, hyphens and underscores, at most 63'),
  )
  .refine((tags) => Object.keys(tags).length <= 20, 'at most 20 keys: the clouds take 50, and others add theirs')
  .default({})
  .meta({
    description: 'Tags of the organisation on everything that takes tags, in every cloud. They never replace a required tag.',
    examples: [{ 'backup-plan': 'none' }],
  });

/** What an organisation demands of everything in its accounts. Each field is emitted everywhere it applies, and rules allow it there and nowhere else. */
export const landingZone = z.strictObject({
  permissionsBoundary: permissionsBoundary.optional(),
  rolePath: rolePath.optional(),
  bootstrapQualifier: bootstrapQualifier.optional(),
  logArchive: logArchive.optional(),
  securityPrincipals: entities(securityRole, 'audit')
    .default({})
    .meta({
      description: 'Roles of the security team, by a name of yours. They may read the settings of keys and buckets here, and no content.',
      examples: [{ audit: 'arn:aws:iam::444455556666:role/SecurityAudit' }],
    }),
  extraTags,
  registries: entities(registry, 'shared')
    .default({})
    .meta({
      description: "Registries beside each account's own that images may come from, named in full and by digest.",
      examples: [{ shared: '444455556666.dkr.ecr.eu-north-1.amazonaws.com/llama' }],
    }),
  nodeAgents: entities(nodeAgent, 'sensor')
    .default({})
    .meta({ description: 'Containers of the organisation on every GPU node of a fleet, such as a sensor of the security team.' }),
});

export type LandingZone = z.infer<typeof landingZone>;
export type NodeAgent = z.infer<typeof nodeAgent>;
