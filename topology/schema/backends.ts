import { z } from 'zod';
import { moduleAccounts } from './accounts.js';
import { entities, region } from './primitives.js';

const bucket = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9._-]{0,220}[a-z0-9])?$/, 'the name of a bucket')
  .meta({ description: 'Bucket of the state. It exists before the first apply, with versions.', examples: ['acme-llama-terraform-state'] });

const gcsBackend = z.strictObject({
  kind: z.literal('gcs').meta({ description: 'State in Cloud Storage.' }),
  bucket,
  kmsKey: z
    .string()
    .regex(/^projects\/[a-z0-9:.-]+\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/, 'a Cloud KMS key name')
    .optional()
    .meta({
      description: 'Customer-managed key for the state objects.',
      absent: 'a key of Google, which `state/backend` refuses',
      examples: ['projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform'],
    }),
});
const azurermBackend = z.strictObject({
  kind: z.literal('azurerm').meta({ description: 'State in a blob container, reached with Microsoft Entra ID.' }),
  resourceGroup: z
    .string()
    .regex(/^[\w().-]{0,89}[\w()-]$/, 'the name of a resource group')
    .meta({ description: 'Resource group of the storage account.', examples: ['acme-terraform'] }),
  storageAccount: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, '3 to 24 lower-case letters and digits')
    .meta({ description: 'Storage account of the state.', examples: ['acmeterraformstate'] }),
  container: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/, 'the name of a blob container')
    .meta({ description: 'Blob container of the state.', examples: ['llama'] }),
});
const s3Backend = z.strictObject({
  kind: z.literal('s3').meta({ description: 'State in Amazon S3, locked by an object beside it: Terraform or OpenTofu 1.10 or newer.' }),
  bucket,
  region: region.meta({ description: 'Region of the bucket.' }),
  kmsKey: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/, 'the ARN of a KMS key')
    .meta({
      description: 'Customer-managed key for the state objects, in the region of the bucket.',
      examples: ['arn:aws:kms:eu-north-1:111122223333:key/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'],
    }),
});

const backend = z.discriminatedUnion('kind', [gcsBackend, azurermBackend, s3Backend]);

const examples: { readonly [C in keyof typeof moduleAccounts]?: object } = {
  azure: { dev: { kind: 'azurerm', resourceGroup: 'acme-terraform', storageAccount: 'acmeterraformstate', container: 'llama' } },
};

function stateOf(cloud: keyof typeof moduleAccounts) {
  const [what, alias] = moduleAccounts[cloud];
  const example = examples[cloud];
  return entities(backend, alias)
    .default({})
    .meta({ description: `State of the modules of ${what}, by its alias.`, ...(example !== undefined && { examples: [example] }) });
}

/** Terraform state, by cloud and account alias. */
export const backends = z.strictObject(
  Object.fromEntries(Object.keys(moduleAccounts).map((cloud) => [cloud, stateOf(cloud as keyof typeof moduleAccounts)])) as {
    readonly [C in keyof typeof moduleAccounts]: ReturnType<typeof stateOf>;
  },
);

export type Backend = z.infer<typeof backend>;
