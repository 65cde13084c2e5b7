import { z } from 'zod';
import type { Cloud } from '../../clouds/cloud.js';
import { cloudNames, type DescribedCloud, isDescribed } from '../../clouds/clouds.js';
import { countriesOfLocation, countryOf, regionsOf } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { PathSegment } from '../document.js';
import { ownStacks } from '../schema/own-stacks.js';
import type { Topology } from '../schema/topology.js';
import { nearby } from '../suggest.js';
import type { Misfit } from './misfit.js';

/** A region that a topology names, and the cloud that it must be a region of. */
interface NamedRegion {
  readonly cloud: Cloud;
  readonly region: string;
  readonly path: readonly PathSegment[];
}

/** Regions that their cloud does not have, with those that may be meant: a typo is found here, not by what is synthesized for it. */
export function regionMisfits(topology: Topology): Misfit[] {
  return [...namedRegions(topology)].flatMap(({ cloud, region, path }) =>
    isDescribed(cloud) && countryOf(cloud, region) === undefined ? [unknownRegion(cloud, region, path)] : [],
  );
}

function* namedRegions(topology: Topology): Iterable<NamedRegion> {
  for (const [id, { cloud, region }] of Object.entries(topology.networks)) yield { cloud, region, path: ['networks', id, 'region'] };
  for (const [id, host] of Object.entries(topology.hosts)) {
    if ('region' in host) yield { cloud: cloudOf(host), region: host.region, path: ['hosts', id, 'region'] };
  }
  for (const [cloud, entries] of Object.entries(topology.backends)) {
    for (const [alias, backend] of Object.entries(entries)) {
      if (backend.kind === 's3') yield { cloud: 'aws', region: backend.region, path: ['backends', cloud, alias, 'region'] };
    }
  }
  for (const region of Object.keys(topology.weights.ingest?.regions ?? {})) yield { cloud: 'aws', region, path: ['weights', 'ingest', 'regions', region] };
  for (const region of Object.keys(topology.gateway.images?.regions ?? {})) yield { cloud: 'aws', region, path: ['gateway', 'images', 'regions', region] };
  for (const region of Object.keys(topology.landingZone.logArchive?.buckets ?? {}))
    yield { cloud: 'aws', region, path: ['landingZone', 'logArchive', 'buckets', region] };
  for (const [alias, { organization }] of Object.entries(topology.accounts.aws)) {
    for (const region of Object.keys(organization?.bedrockGuardrails ?? {}))
      yield { cloud: 'aws', region, path: ['accounts', 'aws', alias, 'organization', 'bedrockGuardrails', region] };
  }
  for (const [id, { stack, destinations }] of Object.entries(topology.extensions)) {
    if (stack !== undefined) yield { cloud: ownStacks[stack.code], region: stack.region, path: ['extensions', id, 'stack', 'region'] };
    for (const [index, { account, region }] of destinations.entries()) {
      const cloud = cloudOfAccount(account);
      // A bucket may be in a location of several regions.
      if (countriesOfLocation(cloud, region) === undefined) yield { cloud, region, path: ['extensions', id, 'destinations', index, 'region'] };
    }
  }
}

/** The cloud of an account by its form, as `destinations` of an extension name accounts. */
function cloudOfAccount(account: string): DescribedCloud {
  if (/^\d{12}$/.test(account)) return 'aws';
  return z.guid().safeParse(account).success ? 'azure' : 'google';
}

const described = cloudNames.filter(isDescribed);

/** `west4` of `europe-west4`: people mistake what is before it. */
function place(region: string): string {
  return region.split('-').slice(1).join('-');
}

/** What to say of a region that a cloud, or with none any of them, does not have. */
export function unknownRegion(cloud: DescribedCloud | undefined, region: string, path: readonly PathSegment[]): Misfit {
  const known = cloud === undefined ? described.flatMap(regionsOf) : regionsOf(cloud);
  const elsewhere = described.find((other) => countryOf(other, region) !== undefined);
  const near = [...new Set([...nearby(region, known, 3), ...known.filter((name) => place(name) !== '' && place(name) === place(region))])].slice(0, 4);
  return {
    path,
    message: [
      `received ${region}, which is ${elsewhere === undefined ? 'no region' : `a region of ${elsewhere}, not`} of ${cloud ?? 'any cloud'} in facts/regions.yaml.`,
      `Allowed: a region that it has${near.length > 0 ? '' : `: ${known.join(', ')}`}.`,
      ...(near.length > 0 ? [`Did you mean ${near.map((name) => `"${name}"`).join(', ')}?`] : []),
    ].join(' '),
  };
}
