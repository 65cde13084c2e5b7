import { z } from 'zod';
import { adapterModels, certificateAuthority, fleet, hostname } from '../../topology/schema/fleet.js';
import { type HostForm, hostLink, ownModel } from '../../topology/schema/host-form.js';
import { digestExample, entities, positiveCount } from '../../topology/schema/primitives.js';

const subscription = '/subscriptions/00000000-0000-4000-8000-000000000000';

/** Id of a resource of a type, such as `Microsoft.Compute/capacityReservationGroups`. */
const resourceId = (type: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^/subscriptions/[0-9a-f-]{36}/resourceGroups/[\\w.()-]+/providers/${type.replaceAll('.', '\\.')}/[\\w-]+$`),
      `/subscriptions/<id>/resourceGroups/<group>/providers/${type}/<name>`,
    )
    .meta({ examples: [`${subscription}/resourceGroups/${example}`] });

const availabilityZone = z.enum(['1', '2', '3']).meta({ examples: ['1'] });

/** Capacity that is set aside already: Azure takes no on-demand reservation of ND machines, so no stack makes one (facts/azure.yaml). */
const reservation = z.strictObject({
  zone: availabilityZone.meta({ description: 'Availability zone of the reservation, in quotes.' }),
  count: positiveCount.meta({ description: 'Nodes that it reserves.', unit: 'nodes', examples: [2] }),
  group: resourceId('Microsoft.Compute/capacityReservationGroups', 'capacity/providers/Microsoft.Compute/capacityReservationGroups/h100').meta({
    description: 'Capacity reservation group that it is in. It exists: no stack makes one.',
  }),
});

const capacity = z.strictObject({
  reservations: entities(reservation, 'h100')
    .default({})
    .meta({ description: 'Reservations that exist, each filled before the next, in the order of their keys.' }),
  onDemand: z
    .strictObject({ zone: availabilityZone.meta({ description: 'Availability zone of these nodes, in quotes.' }) })
    .optional()
    .meta({ description: 'Where nodes beyond the reservations start, if Azure has any there.', absent: 'no node starts without a reservation' }),
});

/** A size of virtual machines, as `az vm list-skus` names it. */
const vmSize = z
  .string()
  .regex(/^Standard_[A-Za-z0-9_]+$/, 'a size, such as Standard_ND96isr_H100_v5')
  .meta({ description: 'Size of every node. facts/azure.yaml says where it is offered.', examples: ['Standard_ND96isr_H100_v5'] });

/** An image in a container registry of Azure. */
const registryImage = z
  .string()
  .regex(
    /^[a-z0-9]{5,50}\.azurecr\.io(\/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/,
    'registry.azurecr.io/repository:tag@sha256:digest',
  );

const endpoint = z.strictObject({
  hostname,
  authority: certificateAuthority,
  certificate: z
    .string()
    .regex(/^https:\/\/[a-z0-9-]{3,24}\.vault\.azure\.net\/secrets\/[A-Za-z0-9-]{1,127}$/, 'https://<vault>.vault.azure.net/secrets/<certificate>')
    .meta({
      description:
        'Certificate of Key Vault with its key, by the address of its secret without a version: the load balancer fetches it, and again when it is renewed.',
      examples: ['https://acme-tls.vault.azure.net/secrets/llama'],
    }),
  address: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){3}$/, 'an address, such as 10.84.1.100')
    .meta({
      description:
        'Private address of the load balancer, in the second quarter of the range of its network, past the first four. Azure gives none by itself, and another one replaces the load balancer.',
      examples: ['10.84.1.100'],
    }),
  vault: resourceId('Microsoft.KeyVault/vaults', 'tls/providers/Microsoft.KeyVault/vaults/acme-tls').meta({
    description: 'Resource id of that vault: the network gets a private endpoint to it, and the load balancer the right to read this one secret.',
  }),
});

/** ND H100 v5 in a network without a way to the internet. */
const azureFleet = z.strictObject({
  ...fleet,
  account: fleet.account.meta({ examples: ['gpu'] }),
  region: fleet.region.meta({ examples: ['eastus'] }),
  network: fleet.network.meta({ examples: ['gpu'] }),
  cloud: z.literal('azure').meta({ description: 'The nodes are virtual machines of Azure.' }),
  link: hostLink,
  nodes: z
    .strictObject({ instanceType: vmSize, count: positiveCount.meta({ description: 'Nodes.', unit: 'nodes', examples: [2] }) })
    .meta({ description: 'How many nodes of which size.' }),
  capacity: capacity.meta({ description: 'Where nodes come from: reservations that exist, then on demand if allowed. At least one of them.' }),
  image: registryImage.meta({
    description: 'vLLM in a container registry of yours. The tag is for people, the digest decides.',
    examples: [`acmellama.azurecr.io/llama/vllm-openai:v0.32.0@sha256:${digestExample}`],
  }),
  registry: resourceId('Microsoft.ContainerRegistry/registries', 'images/providers/Microsoft.ContainerRegistry/registries/acmellama').meta({
    description: 'Resource id of the registry of `image`: the network gets a private endpoint to it, and the nodes the right to pull.',
  }),
  nodeImage: z
    .string()
    .regex(/^\d{2}\.\d{2}\.\d{10}$/, 'a version, such as 22.04.2026082801')
    .meta({
      description: 'Version of the Ubuntu HPC image: `az vm image list --publisher microsoft-dsvm --offer ubuntu-hpc --sku 2204 --all`. `latest` moves.',
      examples: ['22.04.2026082801'],
    }),
  logAgent: z
    .string()
    .regex(/^1\.\d{1,3}$/, 'a version, such as 1.37')
    .meta({
      description:
        'Version of the Azure Monitor Agent, in quotes: `az vm extension image list-versions --publisher Microsoft.Azure.Monitor --name AzureMonitorLinuxAgent --location <region>`.',
      examples: ['1.37'],
    }),
  endpoint: endpoint.meta({ description: 'Name, address and certificate of the load balancer.' }),
});

export type AzureFleetHost = z.infer<typeof azureFleet>;

export const form: HostForm<typeof azureFleet, 'azure'> = {
  schema: azureFleet,
  cloud: 'azure',
  models: (host) => [...ownModel(host), ...adapterModels(host)],
  weights: 'azure',
  reach: 'private',
  proxies: true,
  existingKey: ({ region }) => ({ kind: 'used', users: 'the disk encryption set of the fleet', location: region }),
};
