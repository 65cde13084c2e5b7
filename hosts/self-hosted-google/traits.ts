import { nodeImageName } from '../../facts/google.js';
import { fleetCapacity, fleetTraits } from '../shared/fleet-traits.js';
import { allNodes } from '../shared/fleet-versions.js';
import { googleIdentity, googleTokens } from '../shared/google-identity.js';
import type { GoogleTraits, OwnNodes } from '../shared/host-traits.js';
import { gpuQuotas, gpusOf } from './quotas.js';
import type { GoogleFleetHost } from './schema.js';

export const traits: GoogleTraits<GoogleFleetHost, OwnNodes> = {
  ...fleetTraits,
  stacks: (_, { id }) => [
    ['google-capacity', id],
    ['google-fleet', id],
  ],
  network: {
    mayDiffer: [],
    domains: ({ endpoint }) => [
      { domain: endpoint.hostname, use: 'the load balancer of its nodes' },
      { domain: 'googleapis.com', use: `${googleTokens} and Secret Manager, where its API key is stored` },
    ],
    endpoints: {},
    front: ({ endpoint }) => ({
      hostname: endpoint.hostname,
      certificate: endpoint.certificate,
      issuer: 'none',
      record: endpoint.zone === undefined ? 'zone made here' : { zone: endpoint.zone },
    }),
  },
  images: ({ image, driver, images: { metrics, dcgm } }) => [
    ['image', image],
    ['driver.installer', driver.installer],
    ...(metrics === undefined ? [] : [['images.metrics', metrics] as const]),
    ...(dcgm === undefined ? [] : [['images.dcgm', dcgm] as const]),
  ],
  nodes: (host) => ({
    instanceType: host.nodes.instanceType,
    count: allNodes(host),
    prepaid: 0,
    blocks: [],
    release: host.nodeImage,
    image: nodeImageName(host.nodeImage) ?? 'unknown',
    price: { usdPerHour: 'unknown', source: 'facts/google.yaml' },
  }),
  limits: () => 'none',
  quotas: (topology, { id, host }) => gpuQuotas(topology, id, host),
  aws: () => 'none',
  google: (_, host) => ({ answers: 'nodes', accelerators: gpusOf(host), served: 'here', models: [], search: 'none', screening: 'none' }),
  azure: () => 'none',
  // Its API key is a secret of its stack; the project gives its callers nothing.
  rights: () => [{ on: 'secret', role: 'roles/secretmanager.secretAccessor' }],
  capacity: (host) => fleetCapacity(host, 0),
  // It is called by the name that the topology gives it; its callers need an identity to read its API key.
  deployTimeValues: (_, { host, workload }) => googleIdentity(host.account, workload),
};
