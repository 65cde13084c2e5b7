import { formOf, servedModels } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import { jobPlaceMisfits } from './job-places.js';
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
  misfits.push(...jobPlaceMisfits(ingest.regions, ['weights', 'ingest', 'regions']));
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
