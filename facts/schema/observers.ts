import { z } from 'zod';
import { name, row, text, version } from './row.js';

const below = version.optional().describe('First version without it');

export const observers = {
  collectorReleases: row('A release of the OpenTelemetry Collector', { version, stable: version.describe('Version of its modules that are past 1.0') }),
  collectorComponents: row('A component of the collector', {
    name: z.string().regex(/^(receivers|processors|exporters|extensions|connectors)\/\w+$/, 'section/name, such as receivers/prometheus'),
    from: version,
    below,
  }),
  exporterReleases: row("A release of NVIDIA's DCGM exporter", { version, tag: name }),
  exporterFeatures: row('A variable that the exporter reads, a family that it can report, or a label that it writes', {
    kind: z.enum(['variable', 'gauge', 'counter', 'label']),
    name: text,
    from: version,
    below,
  }),
};
