import { z } from 'zod';
import { day } from './primitives.js';

/**
 * Key of a provider that takes no token of AWS. It is made at the provider and put into a secret by hand; here it is known by name. `identity/no-static-keys`
 * asks an approval about it.
 */
export const providerKey = z.strictObject({
  secret: z
    .string()
    .regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/, 'the ARN of a secret, whole')
    .meta({
      description: 'Secret that the key was put into by hand, in the account and region of the gateway that reads it: its whole ARN.',
      examples: ['arn:aws:secretsmanager:eu-north-1:111122223333:secret:llama/ibm-a1B2c3'],
    }),
  key: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key, no alias')
    .meta({
      description: 'Customer-managed key that the secret is encrypted with. Its policy lets the roles of the workloads decrypt by it.',
      examples: ['arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    }),
  expires: day.meta({ description: 'Last day on which the provider takes the key, as set there.', examples: ['2027-01-31'] }),
});

export type ProviderKey = z.infer<typeof providerKey>;
