import { metricsNamespace } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { collectorReleases } from '../../../facts/observers.js';
import { stalledMetric } from '../../../runtime/progress.js';
import type { Asked } from '../asked.js';
import type { Verdict } from '../tools.js';
import { builtCollector } from './build.js';
import { type Emitted, emitted } from './emitted.js';
import { type Page, pages } from './pages.js';
import { type Reported, run, task } from './run.js';

/**
 * A real OpenTelemetry Collector of the version that a topology names reads pages as vLLM and DCGM write them, with the
 * configuration that is deployed, and translates them for CloudWatch. Names, dimensions and growth must be right, and all that
 * alarms and scaling read must be among them.
 */
export async function collector({ builds }: Asked): Promise<Verdict> {
  const { collectors, asked } = emitted();
  const findings: string[] = [];
  const skipped = new Set<string>();
  const reported = new Set<string>();
  let runs = 0;
  for (const one of collectors) {
    const release = collectorReleases().find(({ version }) => version === one.version);
    if (release === undefined) {
      findings.push(`collector: ${one.name}: version ${one.version ?? 'unknown'} is not in facts/observers.yaml`);
      continue;
    }
    const built = builtCollector(release, builds);
    if ('missing' in built) {
      skipped.add(`collector ${release.version}: ${built.missing}`);
      continue;
    }
    for (const page of pages[one.source]) {
      const result = await run(built.command, one.configuration, page.text);
      runs += 1;
      findings.push(...judged(one, page, result));
      for (const metric of result.values.keys()) reported.add(metric);
    }
  }
  // The watch in the server's own container reports how long an engine stands still: tests/runtime/progress.test.ts runs it.
  if (skipped.size === 0)
    findings.push(
      ...[...asked]
        .filter((metric) => !reported.has(metric) && !metric.startsWith(`${stalledMetric} `))
        .map((metric) => `collector: nothing reports ${metric}`),
    );
  const versions = [...new Set(collectors.map(({ version }) => version))].join(', ');
  return {
    findings,
    judged: runs === 0 ? '' : `collector ${versions}: ${collectors.length} configurations, ${runs} runs, ${asked.size} metrics that templates read`,
    ...(skipped.size > 0 && { skipped: [...skipped].join('; ') }),
  };
}

function judged({ name, fleet }: Emitted, { what, wanted }: Page, { values, streams, namespaces, ended }: Reported): string[] {
  const at = `collector: ${name}: ${what}`;
  if (ended !== undefined) return [`${at}: the collector ended: ${ended}`];
  const expected = wanted(fleet);
  const wrong = [...expected].flatMap(([metric, value]) => {
    const received = [...(values.get(metric) ?? [])];
    return received.length === 1 && received[0] === value ? [] : [`${at}: ${metric}: received ${JSON.stringify(received)}. Expected: [${value}].`];
  });
  const more = [...values.keys()].filter((metric) => !expected.has(metric));
  return [
    ...wrong,
    ...(more.length > 0 ? [`${at}: reports what nothing reads: ${more.join(', ')}`] : []),
    ...differs(`${at}: log stream`, streams, task),
    ...differs(`${at}: namespace`, namespaces, metricsNamespace),
  ];
}

function differs(what: string, received: ReadonlySet<string>, expected: string): string[] {
  return received.size === 1 && received.has(expected) ? [] : [`${what}: received ${JSON.stringify([...received])}. Expected: ["${expected}"].`];
}
