import { loadQuantization } from '../facts/checkpoints.js';
import type { Precision } from '../facts/models.js';
import type { Model } from '../topology/schema/models.js';

/** Precision of the weight files of a model: that of the model, unless the engine quantizes while it loads them. */
export function storedPrecision({ precision, weights }: Model): Precision {
  return weights?.quantization === undefined ? precision : (loadQuantization(weights.quantization)?.from ?? precision);
}
