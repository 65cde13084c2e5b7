import { pathOf } from '../../../topology/path.js';
import type { WeightsJudge } from '../../shared/host-judge.js';
import type { AzureFleetHost } from '../schema.js';
import { azureStoreProblems, azureWriterProblems } from './weights-store.js';

/** Weights that nodes fetch at their start, from the container of their subscription and region. */
export const weights: WeightsJudge<AzureFleetHost> = {
  *kept({ topology, host, all }) {
    for (const problem of azureStoreProblems(all, topology, host)) yield { path: pathOf('models', host.model, 'weights'), ...problem };
    for (const problem of azureWriterProblems(all, topology, host)) yield { path: pathOf('weights', 'ingestPrincipal'), ...problem };
  },
  quantized: 'at load',
  loaded: ({ host: { model } }) => model,
};
