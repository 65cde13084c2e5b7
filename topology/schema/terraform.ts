import { z } from 'zod';

/** `google_kms_key_ring.Keys_Ring`: type and name, as they are in `cdk.tf.json`. */
const address = z
  .string()
  .regex(/^[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*$/, 'the address of a resource, type.name as in cdk.tf.json')
  .meta({ examples: ['google_kms_key_ring.Keys_Ring_74E5709F'] });
/** An id at the provider. Terraform would evaluate `${` and `%{`. */
const resourceId = z
  .string()
  .regex(/^(?!.*[$%]\{)[ -~]{1,500}$/, 'the id of the resource at its provider, without ${ or %{')
  .meta({ examples: ['projects/acme-llama-grounded/locations/europe-west4/keyRings/acme-regional'] });

/** What one root module takes over or renames instead of creating and deleting. */
const module = z.strictObject({
  imports: z
    .record(address, resourceId)
    .default({})
    .meta({ description: 'Resources that exist: id at the provider, by address. The page of the type at the provider says the form of the id.' }),
  moved: z
    .record(address, address)
    .default({})
    .meta({
      description: 'Resources that a new version of the blueprint gave another address: new address, by the old one.',
      examples: [{ 'google_kms_key_ring.Keys_Ring_74E5709F': 'google_kms_key_ring.Keys_Regional_74E5709F' }],
    }),
});

/** Adoption of what exists, by the name of the root module. */
export const terraform = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,120}$/, 'the name of a root module in cdktf.out/stacks')
    .meta({ examples: ['acme-search-google-foundation-search'] }),
  module,
);

export type TerraformModule = z.infer<typeof module>;
