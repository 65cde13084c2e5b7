import { imageVersion } from '../../facts/engine-features.js';
import { collectorReleases, exporterReleases } from '../../facts/observers.js';
import { hostsOfKind } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/observer-version',
  severity: 'warning',
  title: 'The tags of a fleet’s collector and GPU exporter are releases that its configuration was checked against.',
  why: 'A collector exits at a component or key that its release lacks, and an exporter of another release may write other labels: 4.8.3 renamed Hostname. Either way the fleet serves on and its metrics and alarms stop without a word.',
  fix: 'Name a checked release, such as otelcol-contrib:0.158.0@sha256:<64 hex digits>; or add the release to facts/observers.yaml and run `npm run verify -- --strict collector exporter`.',
  source: 'NVIDIA/dcgm-exporter pull request 711; OpenTelemetry Collector contrib',

  *topology({ topology }) {
    for (const [id, host] of hostsOfKind(topology, 'self-hosted')) {
      if (host.cloud !== 'aws') continue;
      const { metrics, dcgm } = host.images;
      for (const [field, image, releases] of [
        ['metrics', metrics, collectorReleases()],
        ['dcgm', dcgm, exporterReleases()],
      ] as const) {
        const known = releases.map(({ version }) => version);
        if (image === undefined || known.includes(imageVersion(image) ?? '')) continue;
        yield {
          path: `hosts.${id}.images.${field}`,
          message: `Image ${image} names ${imageVersion(image) === undefined ? 'no version' : `version ${imageVersion(image)}`}. Checked: ${known.join(', ')}.`,
        };
      }
    }
  },
};
