import { z } from 'zod';
import { amount, count, gpu, mapping, name, precision, release, row, text } from './row.js';

export const benchmarks = {
  points: row('One measured row: output tokens per second of all its GPUs together', {
    id: name,
    release: release.optional(),
    model: text.optional().describe('In the words of the source, where it is no release of models.yaml'),
    paramsB: amount.optional(),
    precision,
    gpu,
    form: name,
    gpus: count,
    tp: count.optional(),
    replicas: count.optional(),
    dynamic: z.boolean().optional(),
    isl: amount.optional().describe('Input tokens of a request; absent for data sets whose lengths are not known'),
    osl: amount.describe('Output tokens of a request'),
    dataset: text.optional(),
    outputTokS: amount,
    concurrency: count.optional().describe('Held at a fixed number of requests, so not a maximum'),
    ttftP99Ms: amount.optional().describe('Latency limit that the run had to keep; a run without is an offline maximum'),
    tpotP99Ms: amount.optional(),
    ttftMeanMs: amount.optional(),
    itlMeanMs: amount.optional(),
    seenTtftP99Ms: amount.optional().describe('Measured 99th percentile under the limit'),
    seenTpotMeanMs: amount.optional(),
    seenTpotP99Ms: amount.optional(),
    mapping: mapping.optional().describe('How a mixture of experts is spread over its GPUs'),
    engine: text,
    submission: text.optional(),
  }),
};
