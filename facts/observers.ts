/** What watches a fleet: releases of the GPU exporter and the collector, and what of the exporter is relied on. Source: observers.yaml. */
import { compare, type EngineVersion, imageVersion } from './engine-features.js';
import { type Row, table } from './read.js';

/** A release of the OpenTelemetry Collector. */
export type CollectorRelease = Row<'observers', 'collectorReleases'>;

/** A release of NVIDIA's DCGM exporter. */
export type ExporterRelease = Row<'observers', 'exporterReleases'>;

/** A variable that the exporter reads, a family that it can report, or a label that it writes: from a version on, and below another. */
export type ExporterFeature = Row<'observers', 'exporterFeatures'>;

export type Observer = 'dcgm-exporter' | 'otelcol';

/** Releases of the collector whose components are known. */
export function collectorReleases(): readonly CollectorRelease[] {
  return table('observers', 'collectorReleases');
}

/** Releases of the exporter whose sources are known. */
export function exporterReleases(): readonly ExporterRelease[] {
  return table('observers', 'exporterReleases');
}

/** All that is relied on, in any version. */
export function exporterFeatures(): readonly ExporterFeature[] {
  return table('observers', 'exporterFeatures');
}

/** Checked releases of what watches a fleet. */
export function checkedReleases(observer: Observer): readonly EngineVersion[] {
  return (observer === 'otelcol' ? collectorReleases() : exporterReleases()).map(({ version }) => version);
}

/** Why a release does not have a field, variable or component, as the end of a sentence; undefined where facts say that it has. */
export function missingIn(observer: Observer, name: string, version: EngineVersion): string | undefined {
  const rows = observer === 'otelcol' ? table('observers', 'collectorComponents') : exporterFeatures();
  const row = rows.find((one) => one.name === name);
  if (row === undefined) return 'which facts/observers.yaml does not name';
  const { from, below } = row;
  if (compare(version, from) < 0) return `which is known from ${from} on`;
  return below !== undefined && compare(version, below) >= 0 ? `which is gone from ${below} on` : undefined;
}

/** Version in the tag of an image. NVIDIA's tags name DCGM first, such as `4.5.3-4.8.2-ubuntu22.04` for exporter 4.8.2. */
export function observerVersion(observer: Observer, image: string): EngineVersion | undefined {
  return imageVersion(observer === 'dcgm-exporter' ? image.replace(/:\d+\.\d+\.\d+-(\d+\.\d+\.\d+)/, ':$1') : image);
}
