import { metricsNamespace } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { collectorReleases } from '../../../facts/observers.js';
import { stalledMetric } from '../../../runtime/progress.js';
import type { Asked } from '../asked.js';
import type { Verdict } from '../tools.js';
import { builtCollector } from './build.js';
import { type Emitted, emitted } from './emitted.js';
import { emittedOnNodes } from './google/emitted.js';
import { judgedOnNode } from './google/judged.js';
import { runOnNode } from './google/run.js';
import { type Page, pages } from './pages.js';
import { type Reported, run, task } from './run.js';

/**
 * A real OpenTelemetry Collector of the version that a topology names reads pages as vLLM and DCGM write them, with the
 * configuration that is deployed, and translates them for CloudWatch or Cloud Monitoring. Names, dimensions and growth must be right, and all that
 * alarms and scaling read must be among them.
 */
export async function collector({ builds }: Asked): Promise<Verdict> {
  const { collectors, asked } = emitted();
  const findings: string[] = [];
  const skipped = new Set<string>();
  const reported = new Set<string>();
  let runs = 0;
  const onNodes = emittedOnNodes();
  const commandOf = ({ name, version }: { readonly name: string; readonly version: string | undefined }): string | undefined => {
    const release = collectorReleases().find((one) => one.version === version);
    const built = release === undefined ? { missing: 'unknown' } : builtCollector(release, builds);
    if ('command' in built) return built.command;
    if (release === undefined) findings.push(`collector: ${name}: version ${version ?? 'unknown'} is not in facts/observers.yaml`);
    else skipped.add(`collector ${release.version}: ${built.missing}`);
    return undefined;
  };
  for (const one of onNodes) {
    const command = commandOf(one);
    if (command === undefined) continue;
    const { received, ended } = await runOnNode(command, one.configuration);
    runs += 1;
    findings.push(...(ended === undefined ? judgedOnNode(one, received) : [`collector: ${one.name}: the collector ended: ${ended}`]));
  }
  for (const one of collectors) {
    const command = commandOf(one);
    if (command === undefined) continue;
    for (const page of pages[one.source]) {
      const result = await run(command, one.configuration, page.text);
      runs += 1;
      findings.push(...judged(one, page, result));
      for (const metric of result.values.keys()) reported.add(metric);
    }
  }
  // The watch in the server's own container reports how long an engine stands still: tests/runtime/progress.programs.test.ts runs it.
  if (skipped.size === 0)
    findings.push(
      ...[...asked]
        .filter((metric) => !reported.has(metric) && !metric.startsWith(`${stalledMetric} `))
        .map((metric) => `collector: nothing reports ${metric}`),
    );
  const configurations = [...collectors, ...onNodes];
  const versions = [...new Set(configurations.map(({ version }) => version))].join(', ');
  return {
    findings,
    judged: runs === 0 ? '' : `collector ${versions}: ${configurations.length} configurations, ${runs} runs, ${asked.size} metrics that templates read`,
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
