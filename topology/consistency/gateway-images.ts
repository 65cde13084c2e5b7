import { knownRegistries } from '../../facts/registries.js';
import type { Topology } from '../schema/topology.js';
import { jobPlaceMisfits } from './job-places.js';
import type { Misfit } from './misfit.js';

/** What the schema cannot see of the job that builds the images of gateways. */
export function gatewayImageMisfits({ gateway: { engine, images } }: Topology): Misfit[] {
  if (images === undefined) return [];
  const path = ['gateway', 'images'];
  const sources = (['base', 'envoy'] as const).flatMap((field): Misfit[] => {
    const [host = ''] = images[field].split('/');
    // A name that is not known to serve an image would not be let through, and the job would fail at its first request.
    if (!knownRegistries().includes(host)) {
      const known = knownRegistries().map((one) => `${one}/…`);
      return [{ path: [...path, field], message: `received ${images[field]}. Allowed: ${known.join(', ')}, whose names facts/registries.yaml has.` }];
    }
    return /:[^@/]+@/.test(images[field])
      ? []
      : [{ path: [...path, field], message: `received ${images[field]}. Allowed: with the tag, which says the version.` }];
  });
  const foreign: Misfit[] = engine === 'envoy' ? [] : [{ path, message: `received with engine ${engine}, whose images are yours. Allowed with engine envoy.` }];
  return [...foreign, ...sources, ...jobPlaceMisfits(images.regions, [...path, 'regions'])];
}
