import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { type EngineVersion, within } from '../../../facts/engine-features.js';
import { type ExporterRelease, exporterFeatures, exporterReleases, observerVersion } from '../../../facts/observers.js';
import { namedImages } from '../named-images.js';
import type { Verdict } from '../tools.js';
import { filesIn, found } from './source.js';

/**
 * The sources of each version of the DCGM exporter that a topology names: every variable, family and label that is relied on must be
 * in them, and nothing that facts say it lacks.
 */
export function exporter(): Verdict {
  const findings: string[] = [];
  const skipped: string[] = [];
  const versions = [...new Set(namedImages('dcgm-exporter').map((image) => observerVersion('dcgm-exporter', image)))]
    .filter((version) => version !== undefined)
    .sort();
  const read: string[] = [];
  if (versions.length === 0) findings.push('exporter: no topology names a version of the DCGM exporter');
  for (const version of versions) {
    const release = exporterReleases().find((row) => row.version === version);
    if (release === undefined) {
      findings.push(`exporter: version ${version} is not in facts/observers.yaml`);
      continue;
    }
    const source = sourceOf(release);
    if ('missing' in source) skipped.push(`exporter ${version}: ${source.missing}`);
    else {
      findings.push(...differences(source.directory, version));
      read.push(version);
    }
  }
  return {
    findings,
    judged: read.length === 0 ? '' : `DCGM exporter ${read.join(', ')}: ${exporterFeatures().length} features`,
    ...(skipped.length > 0 && { skipped: skipped.join('; ') }),
  };
}

/** What the sources in a folder have otherwise than facts say of a version. */
export function differences(directory: string, version: EngineVersion): string[] {
  const files = filesIn(directory);
  const chart = /^appVersion: *"?([\d.]+)"?/m.exec(files.read('deployment/Chart.yaml'))?.[1];
  if (chart !== version) return [`exporter: ${directory} holds version ${chart}. Expected: ${version}.`];
  const has = found(files);
  return exporterFeatures().flatMap((feature) => {
    const there = has[feature.kind].has(feature.name);
    return there === within(version, feature)
      ? []
      : [`exporter: ${version} has ${there ? '' : 'no '}${feature.kind} ${feature.name}; facts/observers.yaml says otherwise`];
  });
}

/** The folder that `EXPORTER_SOURCE` names, or the sources as the Go module proxy serves them. */
function sourceOf({ tag }: ExporterRelease): { readonly directory: string } | { readonly missing: string } {
  const given = process.env['EXPORTER_SOURCE'];
  if (given !== undefined) return { directory: given };
  const { stdout, error } = spawnSync('go', ['mod', 'download', '-json', `github.com/NVIDIA/dcgm-exporter@${tag}`], {
    cwd: tmpdir(),
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (error !== undefined) return { missing: `go cannot be run (${error.message})` };
  const { Dir: directory, Error: problem } = JSON.parse(stdout);
  return directory === undefined ? { missing: `the Go module proxy does not serve it (${String(problem).trim().split('\n').at(-1)?.trim()})` } : { directory };
}
