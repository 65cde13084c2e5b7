import { z } from 'zod';
import { amount, count, fraction, gpu, mapping, name, release, row, servingEngine, version } from './row.js';

/** By leaving out points that the fit is then asked for; optimistic: predicted above measured. */
const errors = { points: count, medianErrorPct: amount, p90ErrorPct: amount, worstOptimisticPct: amount, worstPessimisticPct: amount };

const share = z.number().min(0.1).max(1);

export const throughput = {
  arch: row('Releases of one architecture', {
    releases: z.array(release).min(1),
    layers: count,
    kvHeads: count,
    headDim: count,
    hidden: count.describe('Width of a layer'),
    heads: count.describe('Attention heads of a layer'),
    vocabulary: count,
    unmeasured: z.literal(true).optional().describe('benchmarks.yaml has no point of it'),
    experts: z
      .strictObject({ layers: count, perLayer: count, perToken: count, paramsM: amount.describe('Parameters of one routed expert, in 10^6') })
      .optional()
      .describe('Routed experts; a shared expert counts as dense'),
    window: z.strictObject({ tokens: count, share: fraction }).optional().describe('Layers that see no further back than so many tokens, and their share'),
  }),
  gpus: row('What one GPU does', {
    gpu,
    form: name,
    memoryGB: amount,
    memBandwidthGBs: amount,
    fp8Tflops: amount,
    bf16Tflops: amount,
    nvlinkGBs: amount.describe('One direction'),
  }),
  given: row('Taken as given by the model of throughput, not fitted', {
    key: z.enum(['chunkTokens', 'memoryShare', 'engineMemoryGB', 'attentionShare', 'nvlinkShare', 'maxSequences', 'expertBandwidthShare']),
    value: amount,
    unit: name,
  }),
  denseFits: row('Fitted to dense models', {
    bandwidthShare: fraction,
    flopShare: fraction,
    layerUs: amount,
    reduceUs: amount.describe('Per layer and doubling of the GPUs of a replica'),
    sequenceUs: amount.describe('Per sequence and step'),
    ...errors,
  }),
  expertFits: row('Fitted to mixtures of experts, above what dense models give', {
    mapping,
    flopShare: fraction.describe('Of routed experts, in units of the dense share'),
    layerUs: amount.describe('Per layer with experts'),
    memoryGB: z.number().min(0).describe('Held by each GPU, beside weights and cache'),
    ...errors,
  }),
  intervals: row('Interval around a prediction that held 80% of measured points or more, as factors', {
    kind: z.enum(['dense', 'sixteen-bit', 'small-cache', 'experts', 'unmeasured', 'many-sequences']),
    low: fraction,
    high: z.number().min(1).max(5),
  }),
  engines: row('What is left of the maximum on an engine; the model is fitted to TensorRT-LLM', {
    engine: servingEngine,
    below: version.optional().describe('Holds for versions below this one'),
    factor: share,
    low: share,
    high: share,
    mapping: mapping.describe('How it spreads a mixture of experts unless told otherwise'),
  }),
  objective: row('What a latency objective leaves', {
    key: z.enum(['most', 'prefills', 'tpotShare', 'mixedLengths', 'distance']),
    value: amount,
    unit: name,
  }),
};
