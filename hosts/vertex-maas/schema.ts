import { z } from 'zod';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { day, id, region, text } from '../../topology/schema/primitives.js';

/** Managed per-token Llama on Vertex AI. */
const vertexMaas = z.strictObject({
  kind: z.literal('vertex-maas'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  eula: z.strictObject({ acceptedBy: text, acceptedOn: day }),
  contract: id.optional(),
});

export type VertexMaasHost = z.infer<typeof vertexMaas>;

export const form: HostForm<typeof vertexMaas, 'google'> = {
  schema: vertexMaas,
  cloud: 'google',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey,
};
