import { z } from 'zod';
import { certificateAuthority, fleet, hostname } from '../../topology/schema/fleet.js';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { entities, id, machineType, nodeImage, positiveCount } from '../../topology/schema/primitives.js';

/** A Compute Engine reservation made by the capacity stack: billed from creation, used or not. */
const googleReservation = z.strictObject({
  zone: z.string().regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, 'a zone name, such as europe-west4-b'),
  count: positiveCount,
});

/** In Artifact Registry a repository holds several images. */
const registryImage = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/, 'repository/image:tag@sha256:digest');

/** Compute Engine A3 in a network without a way to the internet. */
const googleFleet = z.strictObject({
  ...fleet,
  cloud: z.literal('google'),
  /** How the gateway reaches it. */
  link: id.optional(),
  /** `instanceType`: a machine type, such as a3-highgpu-8g. */
  nodes: z.strictObject({ instanceType: machineType, count: positiveCount }),
  /** Where nodes come from. There is no launch without one: A3 machines are hardly ever to be had on demand. */
  capacity: z.strictObject({ reservations: entities(googleReservation) }),
  /** vLLM in the project's own Artifact Registry, in the host's region. The tag is for people, the digest decides. */
  image: registryImage,
  /** Exact name of a Container-Optimized OS image; a family moves. */
  nodeImage,
  /** NVIDIA driver, which the operating system does not carry: its version, and what installs it, from the same registry. */
  driver: z.strictObject({ version: z.string().regex(/^\d+\.\d+(\.\d+)?$/, 'a driver version, such as 580.95.05'), installer: registryImage }),
  endpoint: z.strictObject({
    hostname,
    authority: certificateAuthority,
    /** Of Certificate Manager, or of the load balancer; in the host's region. */
    certificate: z
      .string()
      .regex(
        /^projects\/[a-z0-9-]+\/(locations\/[a-z0-9-]+\/certificates|regions\/[a-z0-9-]+\/sslCertificates)\/[a-z0-9-]+$/,
        'projects/<project>/locations/<region>/certificates/<name> or projects/<project>/regions/<region>/sslCertificates/<name>',
      ),
  }),
});

export type GoogleFleetHost = z.infer<typeof googleFleet>;

export const form: HostForm<typeof googleFleet, 'google'> = {
  schema: googleFleet,
  cloud: 'google',
  models: ownModel,
  weights: 'google',
  proxies: true,
  existingKey: noExistingKey,
};
