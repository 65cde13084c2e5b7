import { nodeHardware } from '../../facts/hardware.js';
import { pathOf } from '../../topology/path.js';
import { googleIdentity, googleTokens, predict } from '../shared/google-identity.js';
import { type DeployTimeValue, type GoogleTraits, inItsRegion } from '../shared/host-traits.js';
import { vertexDeployments } from './deployments.js';
import { offer } from './offer.js';
import { acceleratorQuotas } from './quotas.js';
import type { VertexEndpointHost } from './schema.js';
import { servedOffer, servingShape } from './shape.js';

/** Google publishes it nowhere: https://docs.cloud.google.com/vertex-ai/docs/predictions/private-service-connect, support for TLS certificates. */
const shownCertificate =
  'From inside the network, read what the endpoint shows: "openssl s_client -showcerts -connect <endpointDns>:443 </dev/null | openssl x509". Compare it with what another network sees, and record it';

export const traits: GoogleTraits<VertexEndpointHost> = {
  stacks: (_, { id, host }) => [...(host.search === undefined ? [] : [['google-search', id] as const]), ['google-vertex', id]],
  operator: 'provider',
  offer,
  network: {
    // An endpoint admits another project by its allow list.
    mayDiffer: ['account'],
    domains: ({ endpoint, search }) => [
      endpoint === 'private-psc'
        ? // Not `prediction.vertexai.goog`, which is the public dedicated form: https://docs.cloud.google.com/vertex-ai/docs/predictions/private-service-connect
          { domain: 'prediction.p.vertexai.goog', use: 'private dedicated endpoints' }
        : { domain: 'prediction.vertexai.goog', use: 'public dedicated endpoints' },
      { domain: 'googleapis.com', use: search === undefined ? googleTokens : `${googleTokens} and Vertex AI Search` },
    ],
    endpoints: {},
    front: () => 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: (topology, host) => ({
    answers: 'vertex',
    accelerators: vertexDeployments(host).flatMap((deployment) => {
      const { accelerator } = servingShape(topology, deployment);
      return accelerator === undefined ? [] : [{ type: accelerator.type, count: accelerator.count * deployment.replicas.max }];
    }),
    served: 'here',
    models: vertexDeployments(host).flatMap((deployment) => servedOffer(topology, deployment)?.orgPolicyValue ?? []),
    search: host.search?.location ?? 'none',
    screening: host.modelArmor ?? 'none',
  }),
  azure: () => 'none',
  // Predefined roles that allow `predict` also allow to create, tune and delete models.
  rights: ({ search, modelArmor }) => [
    {
      on: 'project',
      permissions: [
        ...predict,
        ...(modelArmor === undefined ? [] : ['modelarmor.templates.useToSanitizeModelResponse', 'modelarmor.templates.useToSanitizeUserPrompt']),
        ...(search === undefined ? [] : ['discoveryengine.groundingConfigs.check', 'discoveryengine.servingConfigs.search']),
      ],
    },
  ],
  limits: () => 'none',
  quotas: (topology, { id, host }) => acceleratorQuotas(topology, id, host),
  aws: () => 'none',
  processing: inItsRegion,
  // A deployment that is to take over counts once it has.
  capacity: ({ machineType, model, replicas }) => ({
    unit: 'replicas',
    hardware: nodeHardware('google', machineType) ?? 'unknown',
    model,
    least: replicas.min,
    most: replicas.max,
  }),
  deployTimeValues: (_, { id, host, workload }) => {
    const fields = ['endpointId', 'endpointDns', ...(host.endpoint === 'private-psc' ? ['pscAddress'] : [])];
    const value = (kind: 'google-vertex' | 'google-search', origin: string, ...path: readonly string[]): DeployTimeValue => ({
      path: ['hosts', id, ...path],
      stack: [kind, id],
      divided: false,
      origin,
    });
    const ofEndpoint = (...path: readonly string[]) => value('google-vertex', pathOf('hosts', id), ...path);
    const ofSearch = (...path: readonly string[]) => value('google-search', pathOf('hosts', id, 'search'), ...path);
    return [
      ...googleIdentity(host.account, workload),
      ...vertexDeployments(host).flatMap(({ slot }) => fields.map((field) => ofEndpoint('deployments', slot, field))),
      ...(host.endpoint === 'private-psc' ? [{ ...ofEndpoint('certificate'), byHand: shownCertificate }] : []),
      ...(host.modelArmor === undefined ? [] : [ofEndpoint('modelArmorTemplate'), ofEndpoint('modelArmorHost')]),
      ...(host.search === undefined ? [] : [ofSearch('servingConfig'), ofSearch('searchHost')]),
    ];
  },
};
