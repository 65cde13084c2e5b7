import { z } from 'zod';
import { awsAccountId, entities, httpsUrl, month, oidcIssuer, region, text, uuid } from './primitives.js';

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

const bedrockModelId = z.string().regex(/^[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*$/, 'a Bedrock model id, such as meta.llama3-3-70b-instruct-v1:0');
const guarding = z.enum(['comprehensive', 'selective']).default('comprehensive');

/** A guardrail that exists in the management account and that Bedrock applies to every call in its region, beside the one that the call names. */
const enforcedGuardrail = z.strictObject({
  /** ARN and version. A wrong one makes every call fail. */
  guardrail: z
    .string()
    .regex(/^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+:[1-9]\d{0,7}$/, 'the ARN of a guardrail, a colon and a published version, no DRAFT'),
  /** Key that it is encrypted with; callers decrypt it. @default - a key of the service */
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]+$/, 'the ARN of a KMS key')
    .optional(),
  /** @default - every model */
  models: z.array(bedrockModelId).min(1).optional(),
  /** Models that it leaves alone, such as embeddings. */
  exceptModels: z.array(bedrockModelId).default([]),
  /** `selective` looks only at what the caller has marked, `comprehensive` at everything: of system prompts and of messages. */
  system: guarding,
  messages: guarding,
});

/** An AWS account. `owns` is true in the one topology that manages the account's singletons. */
const awsAccount = z.strictObject({
  id: awsAccountId,
  partition: z.enum(['aws', 'aws-us-gov', 'aws-eusc']).default('aws'),
  owns: z.boolean().default(false),
  /** Issuer of the account's outbound identity federation; Google and Azure trust it. */
  oidcIssuer: oidcIssuer.optional(),
  bedrock: z
    .strictObject({
      /** `PutAccountDataRetention` mode, set in every source and destination region. */
      retention: z.enum(['none', 'inherit', 'default', 'aws_review', 'provider_data_share']).default('none'),
      /** `metadata` keeps who, when and how many tokens; `content` keeps prompts. */
      invocationLogging: z.enum(['off', 'metadata', 'content']).default('off'),
    })
    .prefault({}),
  /** Marks the organization's management account, and names the roles that its policies exempt in the accounts this topology owns. */
  organization: z
    .strictObject({
      /** Roles that may change inference profiles and invocation logging by hand. */
      platformRoles: rolePatterns,
      /** Roles that may buy Capacity Blocks. */
      procurementRoles: rolePatterns,
      /** Guardrails that hold for the accounts this topology owns, by the region that is called. */
      bedrockGuardrails: z.record(region, enforcedGuardrail).default({}),
    })
    .optional(),
});

const googleAccount = z.strictObject({
  project: z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a project id: 6 to 30 lower-case letters, digits, hyphens'),
  number: z.string().regex(/^\d{6,14}$/, 'the project number, in quotes'),
  organization: z.string().regex(/^\d{6,14}$/, 'the organization number, in quotes'),
  billingAccount: z.string().regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, 'a billing account, such as 0123AB-4567CD-89EF01'),
  owns: z.boolean().default(false),
  /**
   * How gateway roles on AWS prove who they are. `oidc`: a token that AWS signs, of outbound identity federation. `aws`: a
   * signed request that Google replays to AWS STS, where outbound federation is not available.
   */
  federation: z.enum(['oidc', 'aws']).default('oidc'),
  perimeter: z
    .strictObject({
      /** `dry-run` logs what would be refused. `enforced` refuses it. */
      mode: z.enum(['dry-run', 'enforced']).default('dry-run'),
      /** Who deploys from outside the perimeter: `serviceAccount:…` or `user:…`. */
      deployers: z.array(z.string().regex(/^(serviceAccount|user):[\w.+-]+@([a-z0-9-]+\.)+[a-z0-9-]+$/, 'serviceAccount:name@… or user:name@…')).default([]),
    })
    .prefault({}),
});

const azureAccount = z.strictObject({
  subscription: uuid,
  tenant: uuid,
  owns: z.boolean().default(false),
  /**
   * First month of its budgets, YYYY-MM. Azure creates no budget that starts in a past month, and moves none once it is there: the month of the first
   * deployment, then left as it is. Without it, the month in which the earliest contract of its hosts starts.
   */
  budgetStart: month.optional(),
});

const databricksAccount = z.strictObject({ workspaceUrl: httpsUrl, accountId: uuid, geography: z.enum(['europe', 'us', 'other']) });
const watsonxAccount = z.strictObject({ accountId: text, resourceGroup: text });
const cloudflareAccount = z.strictObject({ accountId: z.string().regex(/^[0-9a-f]{32}$/, '32 hex digits') });

/** Accounts are inputs: known here by alias, never created. */
export const accounts = z.strictObject({
  aws: entities(awsAccount).default({}),
  google: entities(googleAccount).default({}),
  azure: entities(azureAccount).default({}),
  databricks: entities(databricksAccount).default({}),
  watsonx: entities(watsonxAccount).default({}),
  cloudflare: entities(cloudflareAccount).default({}),
});

const bucket = z.string().regex(/^[a-z0-9]([a-z0-9._-]{0,220}[a-z0-9])?$/, 'the name of a bucket');

const gcsBackend = z.strictObject({
  kind: z.literal('gcs'),
  bucket,
  /** Customer-managed key for the state objects. */
  kmsKey: z
    .string()
    .regex(/^projects\/[a-z0-9:.-]+\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/, 'a Cloud KMS key name')
    .optional(),
});
const azurermBackend = z.strictObject({
  kind: z.literal('azurerm'),
  resourceGroup: z.string().regex(/^[\w().-]{0,89}[\w()-]$/, 'the name of a resource group'),
  storageAccount: z.string().regex(/^[a-z0-9]{3,24}$/, '3 to 24 lower-case letters and digits'),
  container: z.string().regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/, 'the name of a blob container'),
});
const s3Backend = z.strictObject({
  kind: z.literal('s3'),
  bucket,
  region,
  /** Customer-managed key for the state objects. */
  kmsKey: z.string().regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/, 'the ARN of a KMS key'),
});

const backend = z.discriminatedUnion('kind', [gcsBackend, azurermBackend, s3Backend]);

/** Terraform state, by cloud and account alias. */
export const backends = z.strictObject({
  google: entities(backend).default({}),
  azure: entities(backend).default({}),
  databricks: entities(backend).default({}),
  watsonx: entities(backend).default({}),
  cloudflare: entities(backend).default({}),
});

export type AwsAccount = z.infer<typeof awsAccount>;
export type Organization = NonNullable<AwsAccount['organization']>;
export type GoogleAccount = z.infer<typeof googleAccount>;
export type AzureAccount = z.infer<typeof azureAccount>;
export type Backend = z.infer<typeof backend>;
