import { z } from 'zod';
import { digestExample } from '../../../topology/schema/primitives.js';
import { registryImage } from './registry-image.js';

/** What watches a fleet, from the project's own registry by digest. Without them no metric of the model servers or GPUs leaves a node. */
export const watchingImages = z.strictObject({
  metrics: registryImage.optional().meta({
    description: 'OpenTelemetry Collector, contrib distribution: one on each node, for its model server and its GPU exporter.',
    absent: 'no metric of a model server leaves a node',
    examples: [`llama/otelcol-contrib:0.158.0@sha256:${digestExample}`],
  }),
  dcgm: registryImage.optional().meta({
    description: 'NVIDIA DCGM exporter, on every node. Reports through the collector, so it needs `metrics` too.',
    absent: 'no metric of a GPU leaves a node',
    examples: [`llama/dcgm-exporter:4.8.2@sha256:${digestExample}`],
  }),
});
