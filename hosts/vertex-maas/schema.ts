import { z } from 'zod';
import {
  type HostForm,
  hostAccount,
  hostContract,
  hostEula,
  hostLink,
  hostModel,
  hostNetwork,
  hostRegion,
  noExistingKey,
  ownModel,
} from '../../topology/schema/host-form.js';

/** Managed per-token Llama on Vertex AI. */
const vertexMaas = z.strictObject({
  kind: z.literal('vertex-maas').meta({ description: 'Managed per-token Llama on Vertex AI.' }),
  account: hostAccount.meta({ examples: ['search'] }),
  region: hostRegion.meta({ examples: ['europe-west4'] }),
  network: hostNetwork.meta({ examples: ['grounding'] }),
  model: hostModel,
  link: hostLink,
  eula: hostEula,
  contract: hostContract,
});

export type VertexMaasHost = z.infer<typeof vertexMaas>;

export const form: HostForm<typeof vertexMaas, 'google'> = {
  schema: vertexMaas,
  cloud: 'google',
  models: ownModel,
  weights: 'none',
  reach: 'private',
  proxies: false,
  existingKey: noExistingKey('managed models keep nothing under a key of the customer'),
};
