import type { Cloud } from '../../clouds/cloud.js';
import { isDescribed } from '../../clouds/clouds.js';
import { countriesOfLocation, region } from '../../facts/regions.js';

/** A region with the city and country that it is in: `eu-north-1, Stockholm SE`. */
export function placeName(cloud: Cloud, id: string): string {
  if (!isDescribed(cloud)) return id;
  const row = region(cloud, id);
  if (row !== undefined) return `${id}, ${[cityOf(row.name), row.country].filter((part) => part !== undefined).join(' ')}`;
  const countries = countriesOfLocation(cloud, id);
  return countries === undefined ? `${id}, country not known` : `${id}, ${countries === 'ANY' ? 'any country' : `${countries.length} countries`}`;
}

/** The city in a name such as `Europe (Stockholm)`. */
function cityOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : (/\(([^)]+)\)/.exec(name)?.[1] ?? name);
}
