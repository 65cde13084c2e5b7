import { pathOf } from '../../../topology/path.js';
import type { WeightsJudge } from '../../shared/host-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { servedBy } from './versions.js';
import { googleStoreProblems, googleWriterProblems } from './weights-store.js';

/** Weights that nodes fetch at their start, from the bucket of their project and region. */
export const weights: WeightsJudge<GoogleFleetHost> = {
  *kept({ topology, host, all }) {
    for (const problem of googleStoreProblems(all, topology, host)) yield { path: pathOf('models', host.model, 'weights'), ...problem };
    for (const problem of googleWriterProblems(all, topology, host)) yield { path: pathOf('weights', 'ingestServiceAccount'), ...problem };
  },
  quantized: 'at load',
  loaded: (declared, template) => servedBy(declared, template).model,
};
