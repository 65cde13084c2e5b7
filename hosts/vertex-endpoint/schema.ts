import { z } from 'zod';
import { type HostForm, hostAccount, hostContract, hostEula, hostLink, hostModel, hostNetwork, hostRegion } from '../../topology/schema/host-form.js';
import { entities, id, machineType, positiveCount, text } from '../../topology/schema/primitives.js';

const dataStore = z.strictObject({
  displayName: text.meta({ description: 'Name that people see.', examples: ['Service manuals'] }),
  chunkTokens: z
    .int()
    .min(100)
    .max(500)
    .default(500)
    .meta({ description: 'Size of a layout-aware chunk.', unit: 'tokens', examples: [300] }),
});

/** Vertex AI Search in front of the model: retrieval is what grounds a Llama endpoint. */
const search = z.strictObject({
  location: z.enum(['eu', 'us', 'global']).meta({
    description: 'Where indexes are. `eu` and `us` bind data to a jurisdiction and take a customer-managed key; `global` does neither.',
    examples: ['eu'],
  }),
  tier: z
    .enum(['standard', 'enterprise'])
    .default('enterprise')
    .meta({ description: 'Tier of the engine.', examples: ['standard'] }),
  dataStores: entities(dataStore, 'manuals').meta({ description: 'Data stores, by id.' }),
});

/** Model Armor template that the gateway calls for every prompt and answer, in the host's region. */
const modelArmor = z.strictObject({
  strength: z.enum(['low', 'medium', 'high']).meta({ description: 'How much it filters. `high` counts findings of low confidence too.', examples: ['high'] }),
  personalData: z
    .enum(['ignore', 'block'])
    .default('ignore')
    .meta({ description: 'What becomes of personal data in prompts and answers.', examples: ['block'] }),
});

const replicas = z.strictObject({
  min: positiveCount.meta({ description: 'Fewest replicas. They are billed from the deployment on.', unit: 'replicas', examples: [1] }),
  max: positiveCount.meta({ description: 'Most replicas.', unit: 'replicas', examples: [2] }),
});
const reservation = text.optional();

/**
 * The deployment that is to take over. No deployment can be changed in place, so the next one runs beside the present
 * one, in the other slot, until the gateway sends it everything. What it does not say is as in the present one.
 */
const next = z.strictObject({
  model: id.optional().meta({ description: 'Model of the next deployment, by its key in models.', absent: 'as now', examples: ['llama4'] }),
  machineType: machineType.optional().meta({ description: 'Machine type of the next deployment.', absent: 'as now' }),
  reservation: reservation.meta({
    description: 'Reservation of the next deployment.',
    absent: 'as now',
    examples: ['projects/acme-llama-grounded/zones/europe-west4-b/reservations/llama-next'],
  }),
  replicas: replicas.optional().meta({ description: 'Replicas of the next deployment.', absent: 'as now' }),
  trafficPercent: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .meta({ description: 'Share of the requests of the host that the gateway sends it.', unit: 'percent', examples: [10] }),
});

/** A Model Garden model on GPUs of its own, at a dedicated Vertex endpoint. */
const vertexEndpoint = z.strictObject({
  kind: z.literal('vertex-endpoint').meta({ description: 'A Model Garden model on GPUs of its own, at a dedicated Vertex AI endpoint.' }),
  account: hostAccount.meta({ examples: ['search'] }),
  region: hostRegion.meta({ examples: ['europe-west4'] }),
  network: hostNetwork.meta({ examples: ['grounding'] }),
  model: hostModel,
  link: hostLink,
  machineType: machineType.meta({ description: 'Machine type of every replica.', examples: ['a3-highgpu-4g'] }),
  replicas: replicas.meta({ description: 'Bounds of autoscaling.' }),
  reservation: reservation.meta({
    description: 'Compute Engine reservation that the machines must come from.',
    absent: 'on demand',
    examples: ['projects/acme-llama-grounded/zones/europe-west4-b/reservations/llama'],
  }),
  slot: z
    .enum(['blue', 'green'])
    .default('blue')
    .meta({
      description: 'Which of two slots the fields above describe. Taking over: move the fields of `next` up, name its slot here, drop `next`.',
      examples: ['green'],
    }),
  next: next.optional().meta({
    description: 'Deployment that is to take over, in the other slot (docs/operations.md#replacing-a-vertex-ai-deployment).',
    absent: 'one deployment',
    examples: [{ machineType: 'a3-highgpu-8g', trafficPercent: 10 }],
  }),
  endpoint: z
    .enum(['private-psc', 'public-dedicated'])
    .default('private-psc')
    .meta({
      description: 'How it is reached: behind Private Service Connect, or publicly, which rules refuse.',
      examples: ['private-psc'],
    }),
  eula: hostEula,
  requestLogging: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether Vertex AI logs prompts to BigQuery. Rules want false.', examples: [false] }),
  search: search.optional().meta({ description: 'Vertex AI Search beside the model.', absent: 'answers are not held against documents' }),
  modelArmor: modelArmor.optional().meta({ description: 'Model Armor template that the gateway calls for every prompt and answer.', absent: 'none' }),
  contract: hostContract,
});

export type VertexEndpointHost = z.infer<typeof vertexEndpoint>;
export type VertexSlot = VertexEndpointHost['slot'];

/** The deployment that is to take over may serve another model. */
export const form: HostForm<typeof vertexEndpoint, 'google'> = {
  schema: vertexEndpoint,
  cloud: 'google',
  models: ({ model, next }) => [{ model, field: 'model' }, ...(next?.model === undefined ? [] : [{ model: next.model, field: 'next.model' } as const])],
  weights: 'none',
  reach: 'private',
  proxies: false,
  existingKey: ({ search }) =>
    search === undefined
      ? { kind: 'none', why: 'without search it keeps nothing under a key of the customer' }
      : { kind: 'used', users: 'the service agents of Vertex AI Search and Cloud Storage', location: search.location },
};
