import type { WeightsJudge } from '../../shared/host-judge.js';
import type { AzureFleetHost } from '../schema.js';

/** Weights that nodes fetch at their start, from the container of their subscription and region. */
export const weights: WeightsJudge<AzureFleetHost> = {
  *kept() {},
  quantized: 'at load',
  loaded: ({ host: { model } }) => model,
};
