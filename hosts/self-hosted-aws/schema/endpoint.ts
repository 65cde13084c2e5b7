import { z } from 'zod';
import { certificateAuthority, hostname } from '../../../topology/schema/fleet.js';
import { id } from '../../../topology/schema/primitives.js';

const privateCertificate = z.strictObject({
  authority: z
    .string()
    .regex(/^arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/, 'an ACM PCA authority ARN')
    .meta({
      description: 'Private authority in the region of the host, of its account or shared with it.',
      examples: ['arn:aws:acm-pca:eu-north-1:444455556666:certificate-authority/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'],
    }),
  keyAlgorithm: z
    .enum(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'])
    .default('RSA_2048')
    .meta({ description: 'Algorithm of the key, of the family of the key of the authority.', examples: ['EC_prime256v1'] }),
});

/** Name and certificate of the load balancer: each made here or taken as it is. */
export const endpoint = z.strictObject({
  hostname,
  authority: certificateAuthority,
  zone: id.optional().meta({
    description:
      'Private hosted zone that gets the record of `hostname`: a key of existing.dnsZones, or `made` for one of this name alone, which the networks of gateways in this account and region see.',
    absent: 'others make the record',
    examples: ['made'],
  }),
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
});
