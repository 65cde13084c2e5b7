import { workspaceDomain } from '../../clouds/databricks.js';
import { countriesOfGeo, geoOf } from '../../facts/databricks.js';
import { pathOf } from '../../topology/path.js';
import type { HostTraits, Processing } from '../shared/host-traits.js';
import { modeOf } from './model.js';
import { offer } from './offer.js';
import type { DatabricksHost } from './schema.js';

export const traits: HostTraits<DatabricksHost, 'none'> = {
  stacks: (_, { id }) => [['databricks-serving', id]],
  operator: 'provider',
  offer,
  network: {
    // A workspace is in an account of its own; its front-end endpoint is in its region.
    mayDiffer: ['account'],
    domains: () => [{ domain: workspaceDomain, use: 'the workspace and its tokens' }],
    endpoints: {},
    front: () => 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  azure: () => 'none',
  rights: ({ modelUnits }) => [
    { on: 'workspace', permission: 'USER' },
    ...(modelUnits === undefined ? [] : [{ on: 'endpoint', permission: 'CAN_QUERY' } as const]),
  ],
  limits: () => 'none',
  quotas: () => 'unlisted',
  aws: () => 'none',
  processing: (_, host) => processingOf(host),
  capacity: ({ tokensPerMinute }) => (tokensPerMinute === undefined ? { unit: 'unknown' } : { unit: 'tokens', perMinute: tokensPerMinute }),
  deployTimeValues: (_, { id, workload }) => [
    { path: ['hosts', id, 'clientIds', workload], stack: ['databricks-serving', id], divided: false, origin: pathOf('hosts', id) },
  ],
};

/** A prompt may be processed anywhere in the Geo; anywhere at all where the Geo has the service only by cross-Geo processing, or nobody says. */
function processingOf(host: DatabricksHost): Processing {
  const judgedBy = 'residency/databricks-geo';
  const geo = geoOf(host.region);
  if (geo === undefined) return { scope: 'unknown', words: `no Geo that facts know ${host.region} to be in`, judgedBy };
  const service = modeOf(host) === 'provisioned' ? geo.provisioned : geo.payPerToken;
  if (service !== 'available') return { scope: 'anywhere', words: `any Geo of Databricks, since ${geo.geo} has ${modeOf(host)} ${words[service]}`, judgedBy };
  return { scope: 'countries', countries: countriesOfGeo(geo), words: `any country of the Geo ${geo.geo}`, judgedBy };
}

const words = { 'by cross-Geo': 'by cross-Geo processing alone', 'in part': 'in part, no source says which', none: 'not at all' } as const;
