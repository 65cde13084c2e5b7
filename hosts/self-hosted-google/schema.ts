import { z } from 'zod';
import { adapterModels, certificateAuthority, fleet, hostname } from '../../topology/schema/fleet.js';
import { type HostForm, hostLink, ownModel } from '../../topology/schema/host-form.js';
import { digestExample, entities, id, machineType, nodeImage, positiveCount } from '../../topology/schema/primitives.js';
import { nextModel, transition } from '../../topology/schema/transition.js';
import { registryImage } from './schema/registry-image.js';
import { watchingImages } from './schema/watching.js';

/** A Compute Engine reservation made by the capacity stack: billed from creation, used or not. */
const googleReservation = z.strictObject({
  zone: z
    .string()
    .regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, 'a zone name, such as europe-west4-b')
    .meta({ description: 'Zone of the reservation.', examples: ['europe-west4-b'] }),
  count: positiveCount.meta({ description: 'Nodes that it reserves.', unit: 'nodes', examples: [2] }),
});

const nodes = z.strictObject({
  instanceType: machineType.meta({ description: 'Machine type of every node. facts/google.yaml says where it is offered.' }),
  count: positiveCount.meta({ description: 'Nodes.', unit: 'nodes', examples: [2] }),
});

const driver = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+(\.\d+)?$/, 'a driver version, such as 580.95.05')
    .meta({ description: 'Version of the NVIDIA driver, in quotes.', examples: ['580.95.05'] }),
  installer: registryImage.meta({ description: 'Image that installs it.', examples: [`llama/cos-gpu-installer:v2.2.3@sha256:${digestExample}`] }),
});

const endpoint = z.strictObject({
  hostname,
  authority: certificateAuthority,
  zone: id.optional().meta({
    description: 'Private zone that gets the record of `hostname`: a key of existing.dnsZones.',
    absent: 'one of this name alone is made',
    examples: ['corp'],
  }),
  certificate: z
    .string()
    .regex(
      /^projects\/[a-z0-9-]+\/(locations\/[a-z0-9-]+\/certificates|regions\/[a-z0-9-]+\/sslCertificates)\/[a-z0-9-]+$/,
      'projects/<project>/locations/<region>/certificates/<name> or projects/<project>/regions/<region>/sslCertificates/<name>',
    )
    .meta({
      description: 'Certificate of Certificate Manager or of the load balancer, in the region of the host.',
      examples: ['projects/acme-gpu/locations/europe-west4/certificates/llama'],
    }),
});

/** Compute Engine A3 in a network without a way to the internet. */
const googleFleet = z.strictObject({
  ...fleet,
  account: fleet.account.meta({ examples: ['gpu'] }),
  region: fleet.region.meta({ examples: ['europe-west4'] }),
  network: fleet.network.meta({ examples: ['gpu'] }),
  cloud: z.literal('google').meta({ description: 'The nodes are on Compute Engine.' }),
  link: hostLink,
  nodes: nodes.meta({ description: 'How many nodes of which machine type.' }),
  capacity: z
    .strictObject({
      reservations: entities(googleReservation, 'b').meta({ description: 'Reservations that are made, and billed from then on, used or not; one to a zone.' }),
    })
    .meta({ description: 'Where nodes come from. There is no launch without a reservation: A3 machines are hardly ever to be had on demand.' }),
  transition,
  image: registryImage.meta({
    description: "vLLM in the project's own Artifact Registry, in the region of the host. The tag is for people, the digest decides.",
    examples: [`llama/vllm-openai:v0.32.0@sha256:${digestExample}`],
  }),
  images: watchingImages.prefault({}).meta({ description: "What watches the fleet, from the project's own Artifact Registry by digest." }),
  nodeImage: nodeImage.meta({
    description: 'Exact name of a Container-Optimized OS image; a family moves. `gcloud compute images list --project cos-cloud`.',
    examples: ['cos-125-19216-395-112'],
  }),
  driver: driver.meta({ description: 'NVIDIA driver, which the operating system does not carry (docs/runbooks/google-fleet.md#bring-the-driver-in).' }),
  endpoint: endpoint.meta({ description: 'Name and certificate of the load balancer.' }),
});

export type GoogleFleetHost = z.infer<typeof googleFleet>;

export const form: HostForm<typeof googleFleet, 'google'> = {
  schema: googleFleet,
  cloud: 'google',
  models: (host) => [...ownModel(host), ...nextModel(host), ...adapterModels(host)],
  weights: 'google',
  reach: 'private',
  proxies: true,
  existingKey: ({ region }) => ({ kind: 'used', users: 'the service agents of Compute Engine and Secret Manager', location: region }),
};
