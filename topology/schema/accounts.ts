import { z } from 'zod';
import { awsAccount } from './aws-account.js';
import { databricksAccount } from './databricks-account.js';
import { entities, month, region, uuid } from './primitives.js';

const owns = z.boolean().default(false);

const perimeter = z.strictObject({
  mode: z
    .enum(['dry-run', 'enforced'])
    .default('dry-run')
    .meta({
      description: '`dry-run` logs what the perimeter would refuse, `enforced` refuses it. Read the violations before enforcing.',
      examples: ['enforced'],
    }),
  deployers: z
    .array(z.string().regex(/^(serviceAccount|user):[\w.+-]+@([a-z0-9-]+\.)+[a-z0-9-]+$/, 'serviceAccount:name@… or user:name@…'))
    .default([])
    .meta({ description: 'Who deploys from outside the perimeter.', examples: [['serviceAccount:deployer@acme-ci.iam.gserviceaccount.com']] }),
});

const googleAccount = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a project id: 6 to 30 lower-case letters, digits, hyphens')
    .meta({ description: 'Project id.', examples: ['acme-llama-grounded'] }),
  number: z
    .string()
    .regex(/^\d{6,14}$/, 'the project number, in quotes')
    .meta({ description: 'Project number, in quotes: `gcloud projects describe PROJECT --format="value(projectNumber)"`.', examples: ['123456789012'] }),
  organization: z
    .string()
    .regex(/^\d{6,14}$/, 'the organization number, in quotes')
    .meta({ description: 'Number of the organization that the project is in, in quotes: `gcloud organizations list`.', examples: ['210987654321'] }),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, 'a billing account, such as 0123AB-4567CD-89EF01')
    .meta({ description: 'Billing account that pays for the project; budgets are set on it.', examples: ['0123AB-4567CD-89EF01'] }),
  owns: owns.meta({
    description: 'True in the one topology that manages what a project has once: organization policies, perimeter, audit logs, budget.',
    examples: [true],
  }),
  federation: z
    .enum(['oidc', 'aws'])
    .default('oidc')
    .meta({
      description:
        'How gateway roles on AWS prove who they are. `oidc`: a token of outbound identity federation. `aws`: a signed request that Google replays to AWS STS, where outbound federation is not available.',
      examples: ['aws'],
    }),
  perimeter: perimeter.prefault({}).meta({ description: 'VPC Service Controls around the project.' }),
});

const azureAccount = z.strictObject({
  subscription: uuid.meta({ description: 'Subscription id.' }),
  tenant: uuid.meta({ description: 'Id of the Microsoft Entra tenant that the subscription trusts.', examples: ['5b0e8a1c-3d4f-4e5a-9b6c-7d8e9f0a1b2c'] }),
  owns: owns.meta({ description: 'True in the one topology that manages what a subscription has once: policy assignments, budget.', examples: [true] }),
  budgetStart: month.optional().meta({
    description:
      'First month of its budgets: the month of the first deployment, then left as it is. Azure creates no budget that starts in a past month and moves none.',
    absent: 'the month in which the earliest contract of its hosts starts',
  }),
});

const watsonxAccount = z.strictObject({
  accountId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, '32 hex digits')
    .meta({ description: 'IBM Cloud account id.', examples: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'] }),
  resourceGroup: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'the id of a resource group, 32 hex digits')
    .meta({ description: 'Id of the resource group of its instances: `ibmcloud resource groups`.', examples: ['f0e1d2c3b4a5968778695a4b3c2d1e0f'] }),
});
const cloudflareAccount = z.strictObject({
  accountId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, '32 hex digits')
    .meta({ description: 'Cloudflare account id.', examples: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'] }),
});

const ociAccount = z.strictObject({
  compartment: z
    .string()
    .regex(/^ocid1\.compartment\.oc1\.\.[a-z0-9]{60}$/, 'the OCID of a compartment, none of a tenancy')
    .meta({
      description: 'OCID of the compartment that is used, which is not the root of its tenancy.',
      examples: [`ocid1.compartment.oc1..${'a'.repeat(60)}`],
    }),
  homeRegion: region.meta({ description: 'Home region of the tenancy, where policies are made.', examples: ['us-ashburn-1'] }),
});

/** Accounts are inputs: known here by alias, never created. */
export const accounts = z.strictObject({
  aws: entities(awsAccount, 'prod').default({}).meta({ description: 'AWS accounts by alias. Aliases are part of stack names.' }),
  google: entities(googleAccount, 'search').default({}).meta({ description: 'Google projects by alias.' }),
  azure: entities(azureAccount, 'dev').default({}).meta({ description: 'Azure subscriptions by alias.' }),
  databricks: entities(databricksAccount, 'lakehouse').default({}).meta({ description: 'Databricks workspaces on AWS by alias. They exist already.' }),
  watsonx: entities(watsonxAccount, 'ibm').default({}).meta({ description: 'IBM Cloud accounts by alias.' }),
  cloudflare: entities(cloudflareAccount, 'edge').default({}).meta({ description: 'Cloudflare accounts by alias.' }),
  oci: entities(ociAccount, 'oracle').default({}).meta({ description: 'Compartments of Oracle Cloud Infrastructure by alias.' }),
});

/** Clouds that modules of Terraform are deployed to, with what an account is there and an alias of one. Their state is declared by both (backends.ts). */
export const moduleAccounts = {
  google: ['a Google account', 'search'],
  azure: ['an Azure account', 'dev'],
  databricks: ['a Databricks workspace', 'lakehouse'],
  watsonx: ['an IBM Cloud account', 'ibm'],
  cloudflare: ['a Cloudflare account', 'edge'],
  oci: ['an OCI compartment', 'oracle'],
} as const satisfies { readonly [C in Exclude<keyof typeof accounts.shape, 'aws'>]: readonly [what: string, alias: string] };

export type WatsonxAccount = z.infer<typeof watsonxAccount>;
export type GoogleAccount = z.infer<typeof googleAccount>;
export type AzureAccount = z.infer<typeof azureAccount>;
