import { z } from 'zod';

/** `google_kms_key_ring.Keys_Ring`: type and name, as they are in `cdk.tf.json`. */
const address = z.string().regex(/^[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*$/, 'the address of a resource, type.name as in cdk.tf.json');
/** An id at the provider. Terraform would evaluate `${` and `%{`. */
const resourceId = z.string().regex(/^(?!.*[$%]\{)[ -~]{1,500}$/, 'the id of the resource at its provider, without ${ or %{');

/** What one root module takes over or renames instead of creating and deleting. */
const module = z.strictObject({
  /** Resources that exist: id at the provider, by address. The form of the id is on the provider's page of the type. */
  imports: z.record(address, resourceId).default({}),
  /** Resources that got another address with a new version of the blueprint: new address, by the old one. */
  moved: z.record(address, address).default({}),
});

/** Adoption of what exists, by the name of the root module, such as acme-search-google-foundation-search. */
export const terraform = z.record(z.string().regex(/^[a-z][a-z0-9-]{1,120}$/, 'the name of a root module in cdktf.out/stacks'), module);

export type TerraformModule = z.infer<typeof module>;
