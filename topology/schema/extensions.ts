import { z } from 'zod';
import { type OwnStackName, ownStacks } from './own-stacks.js';
import { cidr, day, digestExample, entities, id, pinnedImage, region, text } from './primitives.js';

const ownStack = z.strictObject({
  code: z.enum(Object.keys(ownStacks) as [OwnStackName, ...OwnStackName[]]).meta({
    description: 'Name of the code in stacks/extensions/.',
    examples: ['bedrock-dashboard'],
  }),
  account: id.meta({ description: 'Alias of the account, of the cloud that the code deploys to.', examples: ['prod'] }),
  region: region.meta({ description: 'Region of the stack.', examples: ['eu-north-1'] }),
});

/** Where data may go besides the places that the topology derives. */
const destination = z.strictObject({
  account: text.meta({ description: 'Account number on AWS, project id on Google, subscription on Azure.', examples: ['444455556666'] }),
  region: region.meta({ description: 'Region of the destination.', examples: ['eu-north-1'] }),
  bucket: text
    .optional()
    .meta({ description: 'Bucket or storage account.', absent: 'the account in that region, without any bucket', examples: ['acme-siem-eu-north-1'] }),
});

const principal = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|(serviceAccount|group|user):[^@\s*]+@[^@\s*]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'one principal: the ARN of a role, serviceAccount:…, group:… or user:… on Google, the object id on Azure. No pattern, and nobody at large',
  );

const container = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/, 'the name of a container')
    .meta({ description: 'Name of the container in its task.', examples: ['sidecar'] }),
  image: pinnedImage.meta({ description: 'Image in full and by digest, as it is in the output.', examples: [`sidecar:2.4@sha256:${digestExample}`] }),
  stack: text.meta({ description: 'Stack that it runs in, by the name of its template or module.', examples: ['acme-prod-aws-fleet-eu-fleet'] }),
});

const argument = z.strictObject({
  type: z
    .string()
    .regex(/^([A-Z]\w+(::[A-Z]\w+)+|[a-z]+(_[a-z0-9]+)+)$/, 'a type, such as AWS::S3::Bucket or google_storage_bucket')
    .meta({ description: 'Type of resource.', examples: ['AWS::S3::Bucket'] }),
  path: z
    .string()
    .regex(/^[A-Za-z]\w*(\.\w+)*$/, 'names of properties or arguments, joined by dots; lists are passed through')
    .meta({ description: 'Property on AWS, argument in Terraform. Elements of lists have no number.', examples: ['MetricsConfigurations.Id'] }),
});

const resourceType = argument.shape.type;

const script = z.strictObject({
  type: resourceType,
  path: argument.shape.path.meta({ description: 'Property on AWS, argument in Terraform, whose text is run.', examples: ['LaunchTemplateData.UserData'] }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex digits')
    .meta({ description: 'SHA-256 of the text, as the finding without this extension names it.', examples: [digestExample] }),
});

/** What somebody adds to what the blueprint emits. It allows; only `stack` emits anything. */
const extension = z.strictObject({
  owner: text.meta({ description: 'Who answers for it.', examples: ['platform-sre'] }),
  reason: text.meta({ description: 'What it is for.', examples: ['dashboards of the operations centre'] }),
  approval: id.meta({ description: 'Approval of kind extension whose subject is this extension, by its key in approvals.', examples: ['arb-117'] }),
  granted: day.meta({ description: 'First day on which it holds.', examples: ['2026-10-01'] }),
  expires: day.meta({ description: 'Last day on which it holds, at most 365 days after the first.', examples: ['2027-09-30'] }),
  stack: ownStack.optional().meta({ description: 'A stack of your own, made from code.', absent: 'none' }),
  stacks: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      description: 'Stacks, by the name of template or module, in which types, ranges, destinations, principals, arguments and scripts hold.',
      absent: 'its own stack, without one all',
      examples: [['acme-prod-aws-network-eu']],
    }),
  types: z
    .array(resourceType)
    .default([])
    .meta({ description: 'Further types of resource.', examples: [['AWS::CloudWatch::Dashboard']] }),
  ranges: z
    .array(cidr)
    .default([])
    .meta({ description: 'Further ranges that may call in, exactly as written.', examples: [['10.9.0.0/16']] }),
  destinations: z.array(destination).default([]).meta({ description: 'Further places that data may be copied to.' }),
  principals: z
    .array(principal)
    .default([])
    .meta({ description: 'Further principals of policies and grants.', examples: [['group:siem@acme.example']] }),
  containers: z.array(container).default([]).meta({ description: 'Further containers.' }),
  arguments: z.array(argument).default([]).meta({ description: 'Further properties and arguments, whatever their value.' }),
  scripts: z.array(script).default([]).meta({ description: 'Further scripts, commands and code, none in place of a reviewed one.' }),
});

export const extensions = entities(extension, 'siem');
export type Extension = z.infer<typeof extension>;
export type ExtendedDestination = z.infer<typeof destination>;
