import { countryOf } from '../../facts/regions.js';
import { sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** Networks of a job by region, at a path: each holds two subnets, in a zone of its region. */
export function jobPlaceMisfits(
  regions: Readonly<Record<string, { readonly cidr: string; readonly availabilityZone: string }>>,
  path: readonly string[],
): Misfit[] {
  return sortedEntries(regions).flatMap(([region, { cidr, availabilityZone }]) => {
    const prefix = Number(cidr.split('/')[1]);
    const misfits: Misfit[] = [];
    if (prefix < 16 || prefix > 27)
      misfits.push({ path: [...path, region, 'cidr'], message: `received ${cidr}. Allowed: a range from /16 to /27, which holds two subnets.` });
    if (countryOf('aws', region) !== undefined && !availabilityZone.startsWith(region))
      misfits.push({
        path: [...path, region, 'availabilityZone'],
        message: `received ${availabilityZone}. Allowed: a zone of ${region}, such as ${region}a.`,
      });
    return misfits;
  });
}
