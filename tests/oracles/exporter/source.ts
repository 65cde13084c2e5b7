import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExporterFeature } from '../../../facts/observers.js';

/** What the sources of the DCGM exporter have, by kind. */
export type Found = Readonly<Record<ExporterFeature['kind'], ReadonlySet<string>>>;

/** Files of the exporter that say what it reads and writes, by their path in its repository. */
export interface Files {
  read(path: string): string;
  /** Names of the files of a folder. */
  list(path: string): readonly string[];
}

export function filesIn(directory: string): Files {
  return { read: (path) => readFileSync(join(directory, path), 'utf8'), list: (path) => readdirSync(join(directory, path)) };
}

export function found(files: Files): Found {
  const application = files.read('pkg/cmd/app.go');
  const scripts = files.list('docker').filter((name) => name.endsWith('.sh'));
  const lists = files.list('etc').filter((name) => name.endsWith('.csv'));
  const counters = lists.flatMap((name) => [...files.read(`etc/${name}`).matchAll(/^#? *(DCGM_FI_\w+) *, *(gauge|counter) *,/gm)]);
  // Families of the exporter itself are gauges: counts within a window.
  const own = [...files.read('internal/pkg/counters/const.go').matchAll(/"(DCGM_EXP_\w+_COUNT)"/g)].map(([, name]) => name ?? '');
  const ofType = (type: string) => counters.filter(([, , kind]) => kind === type).map(([, name]) => name ?? '');
  return {
    variable: new Set([
      ...[...application.matchAll(/EnvVars: +\[\]string\{([^}]*)\}/g)].flatMap(([, names]) =>
        [...(names ?? '').matchAll(/"(\w+)"/g)].map(([, name]) => name ?? ''),
      ),
      ...scripts.flatMap((name) => files.read(`docker/${name}`).match(/(?<=\$\{?)[A-Z][A-Z_]+/g) ?? []),
    ]),
    gauge: new Set([...ofType('gauge'), ...own]),
    counter: new Set(ofType('counter')),
    label: new Set([
      ...labelsOfGpus(files.read('internal/pkg/rendermetrics/render_metrics.go')),
      ...[...files.read('internal/pkg/collector/xid_collector.go').matchAll(/Labels\["(\w+)"\] *=/g)].map(([, name]) => name ?? ''),
    ]),
  };
}

/** Labels of families of a GPU: links, switches and processors have others. Templates until 4.8.2, calls from 4.8.3 on. */
function labelsOfGpus(text: string): string[] {
  const template = /gpuMetricsFormat = `([^`]*)`/.exec(text)?.[1];
  if (template !== undefined) return [...template.matchAll(/[{,](\w+)="\{\{/g)].map(([, name]) => name ?? '');
  const calls = /case dcgm\.FE_GPU:\s+if ([\s\S]*?)case dcgm\.FE_LINK:/.exec(text)?.[1] ?? '';
  return [...calls.matchAll(/add\("(\w+)"/g)].map(([, name]) => name ?? '');
}
