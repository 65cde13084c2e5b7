import { cloudNames, isDescribed } from '../../clouds/clouds.js';
import { countryOf, expandJurisdictions } from '../../facts/regions.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';
import { unknownRegion } from './region-names.js';

/** Regions exist in their cloud, zones are of their region, and what names two places names the same one. */
export function placeMisfits(topology: Topology): Misfit[] {
  return [...ofNetworks(topology), ...ofBackends(topology), ...ofWorkloads(topology), ...ofPartitions(topology), ...ofGateways(topology)];
}

function ofNetworks({ networks }: Topology): Misfit[] {
  return Object.entries(networks).flatMap(([id, { cloud, region, availabilityZones }]) => {
    const path = ['networks', id];
    const zones = [...path, 'availabilityZones'];
    if (availabilityZones === undefined || (cloud === 'aws' && countryOf(cloud, region) === undefined)) return [];
    if (cloud !== 'aws') return [{ path: zones, message: `received zones for a network on ${cloud}. Allowed on AWS only.` }];
    return availabilityZones.flatMap((zone, index) => {
      if (zone.slice(0, -1) !== region) {
        return [{ path: [...zones, index], message: `received ${zone}. Allowed: a zone of ${region}, such as ${region}a.` }];
      }
      return availabilityZones.indexOf(zone) === index ? [] : [{ path: [...zones, index], message: `received ${zone} twice. Allowed: each zone once.` }];
    });
  });
}

/** The state is in S3, and its key in the same region. */
function ofBackends({ backends }: Topology): Misfit[] {
  return Object.entries(backends).flatMap(([cloud, entries]) =>
    Object.entries(entries).flatMap(([alias, backend]) => {
      if (backend.kind !== 's3') return [];
      const path = ['backends', cloud, alias];
      const [, , , region] = backend.kmsKey.split(':');
      if (region === backend.region) return [];
      return [{ path: [...path, 'kmsKey'], message: `received a key in ${region}. Allowed: one in ${backend.region}, where the bucket is.` }];
    }),
  );
}

/** Regions that a workload names are regions of some cloud, in its zone. */
function ofWorkloads({ workloads, zones }: Topology): Misfit[] {
  return Object.entries(workloads).flatMap(([id, { zone, regions = [] }]) => {
    const allowed = expandJurisdictions(zones[zone] ?? []);
    return regions.flatMap((region, index) => {
      const path = ['workloads', id, 'regions', index];
      if (regions.indexOf(region) !== index) return [{ path, message: `received ${region} twice. Allowed: each region once.` }];
      const countries = cloudNames.filter(isDescribed).flatMap((cloud) => countryOf(cloud, region) ?? []);
      if (countries.length === 0) return [unknownRegion(undefined, region, path)];
      if (allowed === 'ANY' || countries.some((country) => allowed.has(country))) return [];
      return [{ path, message: `received ${region} (${countries[0]}), which is outside zone ${zone}. Allowed: regions of the zone.` }];
    });
  });
}

/** Partitions of AWS have regions of their own, told by the beginning of their names. Source: AWS General Reference, ARNs and partitions. */
const beginnings = { aws: undefined, 'aws-us-gov': 'us-gov-', 'aws-eusc': 'eusc-' } as const;

function ofPartitions({ accounts, networks }: Topology): Misfit[] {
  return Object.entries(networks).flatMap(([id, { cloud, account, region }]) => {
    const partition = cloud === 'aws' ? accounts.aws[account]?.partition : undefined;
    if (partition === undefined || partition === partitionOfRegion(region)) return [];
    return [
      {
        path: ['networks', id, 'region'],
        message: `received ${region}, a region of partition ${partitionOfRegion(region)}; accounts.aws.${account} is in ${partition}. Allowed: both in one partition.`,
      },
    ];
  });
}

/** Gateways and their roles run on AWS. */
function ofGateways({ gateway, networks }: Topology): Misfit[] {
  return Object.entries(gateway.zones).flatMap(([zone, { network }]) => {
    const cloud = networks[network]?.cloud;
    return cloud === 'aws'
      ? []
      : [{ path: ['gateway', 'zones', zone, 'network'], message: `received ${network}, a network on ${cloud}. Allowed: one on aws.` }];
  });
}

function partitionOfRegion(region: string): keyof typeof beginnings {
  const [partition] = Object.entries(beginnings).find(([, start]) => start !== undefined && region.startsWith(start)) ?? ['aws'];
  return partition as keyof typeof beginnings;
}
