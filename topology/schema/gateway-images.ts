import { z } from 'zod';
import { availabilityZone, cidr, digestExample, id, image, pinnedImage, region, roleArn } from './primitives.js';

const place = z.strictObject({
  cidr: cidr.meta({
    description: 'Range of the network of the job, /16 to /27. Nothing is connected to it, so the range may be used elsewhere too.',
    examples: ['10.62.0.0/24'],
  }),
  availabilityZone: availabilityZone.meta({ description: 'Zone that the job runs in.' }),
});

/** The job that brings the images of gateways in, in an account of its own. */
export const gatewayImagesJob = z.strictObject({
  account: id.meta({ description: 'Alias of an AWS account in which nothing serves. The images are in its registry.', examples: ['supply'] }),
  builder: image.meta({
    description: 'Image of the job by digest, from the registry of that account: bash, coreutils, tar, openssl, Node 20 or newer, crane and the AWS client.',
    examples: [`image-builder:1@sha256:${digestExample}`],
  }),
  base: pinnedImage.meta({
    description: 'Base of our programs, named in full by the digest of its image for linux/amd64: distroless Node.',
    examples: [`gcr.io/distroless/nodejs22-debian12:nonroot@sha256:${digestExample}`],
  }),
  envoy: pinnedImage.meta({
    description: 'Envoy that is copied, named in full by the digest of its image for linux/amd64.',
    examples: [`docker.io/envoyproxy/envoy:distroless-v1.40.0@sha256:${digestExample}`],
  }),
  regions: z
    .record(region, place)
    .meta({ description: 'Network of the job, by region in which a gateway is served. Each has a registry and a job of its own.' }),
  startedBy: z
    .array(roleArn)
    .min(1)
    .meta({ description: 'Roles that may start the job.', examples: [['arn:aws:iam::444455556666:role/ml-platform-release']] }),
});

export type GatewayImagesJob = z.infer<typeof gatewayImagesJob>;
