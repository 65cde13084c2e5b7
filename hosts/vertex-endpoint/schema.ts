import { z } from 'zod';
import type { HostForm } from '../../topology/schema/host-form.js';
import { day, entities, id, machineType, positiveCount, region, text } from '../../topology/schema/primitives.js';

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

/** Model Armor template that the gateway calls for every prompt and answer, in the host's region. */
const modelArmor = z.strictObject({
  /** From which confidence a finding counts: `high` filters most. */
  strength: z.enum(['low', 'medium', 'high']),
  personalData: z.enum(['ignore', 'block']).default('ignore'),
});

/**
 * The deployment that is to take over. No deployment can be changed in place, so the next one runs beside the present
 * one, in the other slot, until the gateway sends it everything. What it does not say is as in the present one.
 */
const next = z.strictObject({
  model: id.optional(),
  machineType: machineType.optional(),
  reservation: text.optional(),
  replicas: z.strictObject({ min: positiveCount, max: positiveCount }).optional(),
  /** Share of the host's requests that the gateway sends it. */
  trafficPercent: z.int().min(0).max(100).default(0),
});

/** A Model Garden model on GPUs of its own, at a dedicated Vertex endpoint. */
const vertexEndpoint = z.strictObject({
  kind: z.literal('vertex-endpoint'),
  account: id,
  region,
  network: id,
  model: id,
  /** How the gateway reaches it. Needed while the endpoint is private. */
  link: id.optional(),
  machineType,
  replicas: z.strictObject({ min: positiveCount, max: positiveCount }),
  /** Compute Engine reservation that the machines must come from. */
  reservation: text.optional(),
  /** Which of two slots the fields above describe. Taking over: move the fields of `next` up, name its slot here, drop `next`. */
  slot: z.enum(['blue', 'green']).default('blue'),
  next: next.optional(),
  endpoint: z.enum(['private-psc', 'public-dedicated']).default('private-psc'),
  eula: z.strictObject({ acceptedBy: text, acceptedOn: day }),
  requestLogging: z.boolean().default(false),
  search: search.optional(),
  modelArmor: modelArmor.optional(),
  contract: id.optional(),
});

export type VertexEndpointHost = z.infer<typeof vertexEndpoint>;
export type VertexSlot = VertexEndpointHost['slot'];

/** The deployment that is to take over may serve another model. */
export const form: HostForm<typeof vertexEndpoint, 'google'> = {
  schema: vertexEndpoint,
  cloud: 'google',
  models: ({ model, next }) => [{ model, field: 'model' }, ...(next?.model === undefined ? [] : [{ model: next.model, field: 'next.model' } as const])],
  weights: 'none',
  proxies: false,
  existingKey: ({ search }) => (search === undefined ? 'none' : 'used'),
};
