import { z } from 'zod';
import { awsAccountId, oidcIssuer, region } from './primitives.js';

/**
 * A role name with its path, or the beginning of one: `ai-platform-admin`, `aws-reserved/sso.amazonaws.com/AWSReservedSSO_AiPlatform_*`. A bare `*` after
 * a path, a beginning of a few letters, or one that all permission sets share would exempt nearly everybody.
 */
const rolePattern = z
  .string()
  .regex(
    /^([\w+=,.@-]+\/)*(?!AWSReservedSSO_?\*)([\w+=,.@-]{4,}\*|[\w+=,.@-]+)$/,
    'a role name with its path; or its beginning, at least four characters that not all roles share, and *',
  );
const rolePatterns = z
  .array(rolePattern)
  .min(1)
  .max(5)
  .refine((roles) => new Set(roles).size === roles.length, 'each role once');

const bedrockModelId = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*$/, 'a Bedrock model id, such as meta.llama3-3-70b-instruct-v1:0')
  .meta({ examples: ['meta.llama3-3-70b-instruct-v1:0'] });
const guarding = z.enum(['comprehensive', 'selective']).default('comprehensive');

/** A guardrail that exists in the management account and that Bedrock applies to every call in its region, beside the one that the call names. */
const enforcedGuardrail = z.strictObject({
  guardrail: z
    .string()
    .regex(/^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+:[1-9]\d{0,7}$/, 'the ARN of a guardrail, a colon and a published version, no DRAFT')
    .meta({
      description: 'ARN and version of the guardrail. A wrong one makes every call fail.',
      examples: ['arn:aws:bedrock:eu-north-1:777788889999:guardrail/gr1abc2def3g:1'],
    }),
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]+$/, 'the ARN of a KMS key')
    .optional()
    .meta({
      description: 'Key that the guardrail is encrypted with; callers decrypt it.',
      absent: 'a key of the service',
      examples: ['arn:aws:kms:eu-north-1:777788889999:key/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'],
    }),
  models: z.array(bedrockModelId).min(1).optional().meta({ description: 'Models that it guards.', absent: 'every model' }),
  exceptModels: z
    .array(bedrockModelId)
    .default([])
    .meta({ description: 'Models that it leaves alone, such as embeddings.', examples: [['amazon.titan-embed-text-v2:0']] }),
  system: guarding.meta({
    description: 'System prompts: `comprehensive` judges everything, `selective` only what the caller has marked.',
    examples: ['comprehensive'],
  }),
  messages: guarding.meta({
    description: 'Messages: `comprehensive` judges everything, `selective` only what the caller has marked.',
    examples: ['comprehensive'],
  }),
});

const bedrock = z.strictObject({
  retention: z
    .enum(['none', 'inherit', 'default', 'aws_review', 'provider_data_share'])
    .default('none')
    .meta({
      description: 'Mode of `PutAccountDataRetention`, set in every region where Bedrock is called or may process. Rules accept `none` alone.',
      examples: ['none'],
    }),
  invocationLogging: z
    .enum(['off', 'metadata', 'content'])
    .default('off')
    .meta({
      description: 'What Bedrock logs of each call. `metadata`: who, when, how many tokens. `content` keeps prompts and is refused.',
      examples: ['metadata'],
    }),
});

const organization = z.strictObject({
  platformRoles: rolePatterns.meta({
    description: 'Roles that may change inference profiles and invocation logging by hand: names with their path, or beginnings with `*`.',
    examples: [['ai-platform-admin']],
  }),
  procurementRoles: rolePatterns.meta({ description: 'Roles that may buy Capacity Blocks, in the same form.', examples: [['gpu-procurement-*']] }),
  bedrockGuardrails: z
    .record(region, enforcedGuardrail)
    .default({})
    .meta({ description: 'Guardrails that hold for every Bedrock call of the owned accounts, by the region that is called (docs/runbooks/boundary.md).' }),
});

/** An AWS account. `owns` is true in the one topology that manages the account's singletons. */
export const awsAccount = z.strictObject({
  id: awsAccountId.meta({ description: 'Account number. In quotes: YAML drops leading zeros otherwise.', examples: ['111122223333'] }),
  partition: z
    .enum(['aws', 'aws-us-gov', 'aws-eusc'])
    .default('aws')
    .meta({
      description: 'Partition that the account is in: commercial regions, GovCloud, or the European Sovereign Cloud.',
      examples: ['aws-eusc'],
    }),
  owns: z
    .boolean()
    .default(false)
    .meta({ description: 'True in the one topology that manages what an account has once: Bedrock settings, policies of the organization.', examples: [true] }),
  oidcIssuer: oidcIssuer.optional().meta({
    description:
      'Issuer of the outbound identity federation of the account; Google and Azure trust it. Printed by `aws iam enable-outbound-web-identity-federation`.',
    absent: 'taken from `issuers` of `<name>.outputs.yaml`',
  }),
  bedrock: bedrock.prefault({}).meta({ description: 'What Bedrock keeps of calls in this account.' }),
  organization: organization.optional().meta({
    description: 'Marks the management account of the organization, and says what its policies exempt and enforce in the accounts that the topology owns.',
    absent: 'a member account',
  }),
});

export type AwsAccount = z.infer<typeof awsAccount>;
export type Organization = NonNullable<AwsAccount['organization']>;
