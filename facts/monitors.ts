/** What of the GPU exporter and the collector is configured or read, and the versions in which it exists. Source: monitors.yaml. */
import { compare, type EngineVersion, imageVersion } from './engine-features.js';
import { type Fact, table } from './read.js';

export type MonitorSoftware = 'dcgm-exporter' | 'otelcol';

interface MonitorFeature extends Fact {
  readonly software: MonitorSoftware;
  readonly kind: 'field' | 'variable' | 'component';
  readonly name: string;
  readonly from: EngineVersion;
  /** First version without it. */
  readonly below?: EngineVersion;
}

/** Why a version does not have something, as the end of a sentence; undefined where facts say that it has. */
export function missingIn(software: MonitorSoftware, name: string, version: EngineVersion): string | undefined {
  const row = table<MonitorFeature>('monitors', 'features').find((one) => one.software === software && one.name === name);
  if (row === undefined) return 'which facts/monitors.yaml does not name';
  const { from, below } = row;
  if (compare(version, from) < 0) return `which is known from ${from} on`;
  return below !== undefined && compare(version, below) >= 0 ? `which is gone from ${below} on` : undefined;
}

/** Version in the tag of an image. NVIDIA's tags name DCGM first, such as `4.5.3-4.8.2-ubuntu22.04` for exporter 4.8.2. */
export function monitorVersion(software: MonitorSoftware, image: string): EngineVersion | undefined {
  return imageVersion(software === 'dcgm-exporter' ? image.replace(/:\d+\.\d+\.\d+-(\d+\.\d+\.\d+)/, ':$1') : image);
}
