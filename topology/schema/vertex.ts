import { z } from 'zod';
import { day, entities, id, positiveCount, region, text } from './primitives.js';

const dataStore = z.strictObject({
  displayName: text,
  /** Layout-aware chunk size in tokens. */
  chunkTokens: z.int().min(100).max(500).default(500),
});

/** Vertex AI Search in front of the model: retrieval is what grounds a Llama endpoint. */
const search = z.strictObject({
  /** `eu` and `us` bind data to a jurisdiction and take a customer-managed key; `global` does neither. */
  location: z.enum(['eu', 'us', 'global']),
  tier: z.enum(['standard', 'enterprise']).default('enterprise'),
  dataStores: entities(dataStore),
});

/** A Model Garden model on GPUs of its own, at a dedicated Vertex endpoint. */
export const vertexEndpoint = z.strictObject({
  kind: z.literal('vertex-endpoint'),
  account: id,
  region,
  network: id,
  model: id,
  /** How the gateway reaches it. Needed while the endpoint is private. */
  link: id.optional(),
  machineType: text,
  replicas: z.strictObject({ min: positiveCount, max: positiveCount }),
  /** Compute Engine reservation that the machines must come from. */
  reservation: text.optional(),
  endpoint: z.enum(['private-psc', 'public-dedicated']).default('private-psc'),
  eula: z.strictObject({ acceptedBy: text, acceptedOn: day }),
  requestLogging: z.boolean().default(false),
  search: search.optional(),
  contract: id.optional(),
});

/** Managed per-token Llama on Vertex AI. */
export const vertexMaas = z.strictObject({
  kind: z.literal('vertex-maas'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  eula: z.strictObject({ acceptedBy: text, acceptedOn: day }),
  contract: id.optional(),
});

export type VertexEndpointHost = z.infer<typeof vertexEndpoint>;
export type VertexMaasHost = z.infer<typeof vertexMaas>;
