import { z } from 'zod';
import { id } from './primitives.js';

const privateCertificate = z.strictObject({
  authority: z
    .string()
    .regex(/^arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/, 'an ACM PCA authority ARN')
    .meta({
      description: 'Private authority in the region of the load balancer, of its account or shared with it.',
      examples: ['arn:aws:acm-pca:eu-north-1:444455556666:certificate-authority/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'],
    }),
  keyAlgorithm: z
    .enum(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'])
    .default('RSA_2048')
    .meta({ description: 'Algorithm of the key, of the family of the key of the authority.', examples: ['EC_prime256v1'] }),
});

/** Certificate of a private load balancer on AWS: one that exists, or one that a private authority issues here. */
export const frontCertificate = {
  certificateArn: z
    .string()
    .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/, 'an ACM certificate ARN')
    .optional()
    .meta({
      description: 'Certificate that exists. One of this and `privateCertificate` is needed.',
      absent: '`privateCertificate` issues one',
      examples: ['arn:aws:acm:eu-north-1:111122223333:certificate/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'],
    }),
  privateCertificate: privateCertificate.optional().meta({
    description: 'Certificate that a private authority issues here. One of this and `certificateArn` is needed.',
    absent: '`certificateArn` names one',
  }),
};

/** Where the record of its name is made. */
export function recordZone(description: string) {
  return id.optional().meta({ description, absent: 'others make the record', examples: ['made'] });
}

/** What a private load balancer is called and shows. */
export interface PrivateFrontForm {
  readonly hostname: string;
  readonly zone?: string | undefined;
  readonly certificateArn?: string | undefined;
  readonly privateCertificate?: z.infer<typeof privateCertificate> | undefined;
}
