import { countryOf } from '../../facts/regions.js';
import { formOf, servedModels } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import { sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** What the schema cannot see of the supply of weights. */
export function supplyMisfits(topology: Topology): Misfit[] {
  const { ingest, ingestRole } = topology.weights;
  if (ingest === undefined) return [];
  const misfits: Misfit[] = [];
  if (ingestRole !== undefined) {
    misfits.push({
      path: ['weights', 'ingestRole'],
      message: 'received a role beside weights.ingest. Allowed: one of the two; the job has a role of its own.',
    });
  }
  for (const [region, { cidr, availabilityZone }] of sortedEntries(ingest.regions)) {
    const prefix = Number(cidr.split('/')[1]);
    if (prefix < 16 || prefix > 27) {
      misfits.push({
        path: ['weights', 'ingest', 'regions', region, 'cidr'],
        message: `received ${cidr}. Allowed: a range from /16 to /27, which holds two subnets.`,
      });
    }
    if (countryOf('aws', region) !== undefined && !availabilityZone.startsWith(region)) {
      misfits.push({
        path: ['weights', 'ingest', 'regions', region, 'availabilityZone'],
        message: `received ${availabilityZone}. Allowed: a zone of ${region}, such as ${region}a.`,
      });
    }
  }
  for (const id of ingestedModels(topology)) {
    // What Meta hands out itself are pickles, which have to be converted first: no job can fetch that.
    if (topology.models[id]?.weights?.source !== 'meta') continue;
    misfits.push({
      path: ['models', id, 'weights', 'source'],
      message:
        'received meta. Allowed with weights.ingest: huggingface; for weights that were converted, run runtime/weights/ingest.sh yourself and name its role in weights.ingestRole.',
    });
  }
  return misfits;
}

/** Models whose weights the ingest job would bring in. */
function ingestedModels(topology: Topology): string[] {
  const named = Object.values(topology.hosts).flatMap((host) => (formOf(host).weights === 'aws' ? servedModels(host) : []));
  return [...new Set(named)].sort();
}
