import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { CollectorRelease } from '../../../facts/observers.js';
import { type Build, notWanted } from '../builds.js';
import { cacheDirectory, say } from '../tools.js';

const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';
const core = 'go.opentelemetry.io/collector';

/** Modules of the CloudWatch exporter that talk to AWS. Not every proxy serves them, and here nothing talks to AWS. */
const standIns = { awsutil: 'session.go', cwlogs: 'pusher.go', metrics: 'calculator.go' } as const;

/** A collector of a release with the components that the deployed configurations name, built once; or why there is none. */
export function builtCollector(release: CollectorRelease, builds: readonly Build[]): { readonly command: string } | { readonly missing: string } {
  const specification = specificationOf(release);
  const sources = Object.entries(standIns).map(([name, file]) => readFileSync(join(standIn(name), file), 'utf8'));
  const digest = createHash('sha256')
    .update([JSON.stringify(specification), ...sources].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const command = join(cacheDirectory(`collector-${release.version}-${digest}`), 'otelcol');
  if (existsSync(command)) return { command };
  if (!builds.includes('collector')) return { missing: notWanted('collector') };
  say(`building the collector ${release.version}, once`);
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-collector-'));
  try {
    const file = join(directory, 'builder.yaml');
    const output = join(directory, 'build');
    const replaces = Object.keys(standIns).map((name) => `${contrib}/internal/aws/${name} => ${standIn(name)}`);
    writeFileSync(file, stringify({ ...specification, dist: { ...specification.dist, output_path: output }, replaces }));
    const { status, stdout, stderr, error } = spawnSync('go', ['run', `${core}/cmd/builder@v${release.version}`, '--config', file], {
      encoding: 'utf8',
      timeout: 3_600_000,
    });
    if (status !== 0) return { missing: `it cannot be built (${error?.message ?? reason(`${stdout}${stderr}`)})` };
    copyFileSync(join(output, 'otelcol'), `${command}.part`);
    renameSync(`${command}.part`, command);
    return { command };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the builder reads, but for paths. */
function specificationOf({ version, stable }: CollectorRelease) {
  const module = (path: string, tag: string = version) => ({ gomod: `${path} v${tag}` });
  return {
    dist: { name: 'otelcol', version, use_absolute_replace_paths: true },
    receivers: [module(`${contrib}/receiver/prometheusreceiver`)],
    processors: [
      module(`${core}/processor/batchprocessor`),
      module(`${core}/processor/memorylimiterprocessor`),
      module(`${contrib}/processor/cumulativetodeltaprocessor`),
      module(`${contrib}/processor/filterprocessor`),
      module(`${contrib}/processor/transformprocessor`),
    ],
    exporters: [module(`${contrib}/exporter/awsemfexporter`), module(`${contrib}/exporter/googlecloudexporter`)],
    providers: [module(`${core}/confmap/provider/envprovider`, stable)],
  };
}

function standIn(name: string): string {
  return resolve('tests/oracles/collector/aws', name);
}

/** The line that says why Go gave up; the last ones only say that it did. */
function reason(said: string): string {
  const lines = said.trim().split('\n');
  return (lines.find((line) => /403|404|410|no such host|cannot find module|error:/i.test(line)) ?? lines.at(-1) ?? '').trim();
}
