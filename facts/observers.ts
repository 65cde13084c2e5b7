/** What watches a fleet: releases of the GPU exporter and the collector, and what of the exporter is relied on. Source: observers.yaml. */
import type { EngineVersion } from './engine-features.js';
import { type Fact, table } from './read.js';

/** A release of the OpenTelemetry Collector. */
export interface CollectorRelease extends Fact {
  readonly version: string;
  /** Version of its modules that are past 1.0. */
  readonly stable: string;
}

/** A release of NVIDIA's DCGM exporter. */
export interface ExporterRelease extends Fact {
  readonly version: EngineVersion;
  readonly tag: string;
}

/** A variable that the exporter reads, a family that it can report, or a label that it writes: from a version on, and below another. */
export interface ExporterFeature extends Fact {
  readonly kind: 'variable' | 'gauge' | 'counter' | 'label';
  readonly name: string;
  readonly from: EngineVersion;
  /** First version without it. */
  readonly below?: EngineVersion;
}

/** Releases of the collector whose components are known. */
export function collectorReleases(): readonly CollectorRelease[] {
  return table<CollectorRelease>('observers', 'collectorReleases');
}

/** Releases of the exporter whose sources are known. */
export function exporterReleases(): readonly ExporterRelease[] {
  return table<ExporterRelease>('observers', 'exporterReleases');
}

/** All that is relied on, in any version. */
export function exporterFeatures(): readonly ExporterFeature[] {
  return table<ExporterFeature>('observers', 'exporterFeatures');
}
