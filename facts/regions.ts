/** Where regions and locations stand, as countries; and what groups of countries mean. Source: regions.yaml, jurisdictions.yaml. */
import type { DescribedCloud } from '../clouds/clouds.js';
import { type Row, table } from './read.js';

/** One region. `country`: ISO 3166-1 alpha-2 of the ground it stands on. */
export type Region = Row<'regions', 'regions'>;

/** A location that spans regions. `countries`: alpha-2 codes or group names. `use`: the service the row speaks of. */
export type MultiRegion = Row<'regions', 'multiRegions'>;

const regions = () => table('regions', 'regions');
const groups = () => table('jurisdictions', 'groups');

let known: ReadonlyMap<string, Region> | undefined;

/** The row of a region. Rules ask for every text that may be one. */
export function region(cloud: DescribedCloud, id: string): Region | undefined {
  known ??= new Map(regions().map((row) => [`${row.cloud} ${row.region}`, row]));
  return known.get(`${cloud} ${id}`);
}

/** The country (alpha-2) a region stands in. */
export function countryOf(cloud: DescribedCloud, id: string): string | undefined {
  return region(cloud, id)?.country;
}

/** All region ids of a cloud, in the order of the table. */
export function regionsOf(cloud: DescribedCloud): string[] {
  return regions()
    .filter((row) => row.cloud === cloud)
    .map((row) => row.region);
}

/**
 * The countries (alpha-2) a region or multi-region may process or hold data in; 'ANY' if it is bound to none.
 * Without `use`, a multi-region answers for all its uses together.
 */
export function countriesOfLocation(cloud: DescribedCloud, location: string, use?: MultiRegion['use']): string[] | 'ANY' | undefined {
  const country = countryOf(cloud, location);
  if (country !== undefined) return [country];
  const spans = table('regions', 'multiRegions').filter((row) => row.cloud === cloud && row.location === location && (use === undefined || row.use === use));
  if (spans.length === 0) return undefined;
  const countries = expandJurisdictions(spans.flatMap((row) => row.countries));
  return countries === 'ANY' ? 'ANY' : [...countries];
}

/** The names of the groups: EU27, EEA, ANY. */
export function jurisdictionGroups(): string[] {
  return groups().map((row) => row.group);
}

/**
 * The countries meant by a list of alpha-2 codes and group names; 'ANY' if the list holds ANY.
 * Throws on a name that is neither.
 */
export function expandJurisdictions(list: readonly string[]): Set<string> | 'ANY' {
  const countries = new Set<string>();
  for (const name of list) {
    if (name === 'ANY') return 'ANY';
    for (const country of membersOf(name)) countries.add(country);
  }
  return countries;
}

function membersOf(name: string): readonly string[] {
  const group = groups().find((row) => row.group === name);
  if (group !== undefined) return group.members;
  const meant = table('jurisdictions', 'notCountries').find((row) => row.code === name)?.meant;
  if (meant !== undefined) throw new Error(`'${name}' is not a country code; ${meant} is what is meant`);
  if (/^[A-Z]{2}$/.test(name)) return [name];
  throw new Error(`'${name}' is neither a country code (ISO 3166-1 alpha-2) nor one of ${jurisdictionGroups().join(', ')}`);
}

/** AWS region where a partition's budgets live; undefined where it has none. */
export function billingRegionOf(partition: string): string | undefined {
  return table('regions', 'billing').find((row) => row.partition === partition)?.region;
}
