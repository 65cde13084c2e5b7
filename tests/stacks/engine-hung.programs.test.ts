import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Engine, type Look, looks } from '../runtime/looks.js';
import type { Json } from '../support/documents.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

/** An engine that makes tokens for a minute and then hangs with its requests, as vllm#36960. */
const hangs: Engine[] = [10, 20, 30, ...Array<number>(12).fill(40)].map((tokens) => ({ running: 3, tokens }));
const busy: Engine[] = hangs.map((_, look) => ({ running: 200, tokens: look * 1_000 }));
/** One long prompt at a time: no token for two minutes, again and again. */
const slow: Engine[] = hangs.map((_, look) => ({ running: 1, tokens: Math.floor(look / 4) }));

describe.each([
  ['topology.yaml', '-aws-fleet-eu-fleet', 2],
  ['examples/sovereign.yaml', '-aws-fleet-fleet', 1],
])('a replica that hangs on AWS, %s', (file, name, tasks) => {
  const document = evidenceOf(topologyWith([], file)).aws?.find((stack) => stack.name.endsWith(name))?.document as Json;
  const ofType = (type: string): Json[] => Object.values<Json>(document.Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
  const server = ofType('AWS::ECS::TaskDefinition')
    .flatMap(({ ContainerDefinitions }) => ContainerDefinitions)
    .find(({ Name }) => Name === 'vllm');
  const query = /^SELECT MAX\((\w+)\) FROM SCHEMA\("(\w+)", Fleet, Replica\) WHERE Fleet = '([^']+)' GROUP BY Replica /;
  const alarm = ofType('AWS::CloudWatch::Alarm').find(({ Metrics }) => query.test(Metrics?.[0].Expression));
  const [, metric = '', namespace, fleet] = query.exec(alarm?.Metrics[0].Expression) ?? [];

  /** Seconds at which the emitted alarm fires for a replica, from the values that its emitted check writes. */
  const fires = (seen: readonly Look[]): number[] => {
    for (const { line } of seen) {
      const [declared] = line._aws.CloudWatchMetrics;
      expect(declared).toMatchObject({ Namespace: namespace, Metrics: [{ Name: metric }] });
      expect(declared.Dimensions).toContainEqual(['Fleet', 'Replica']);
      expect(line.Fleet).toBe(fleet);
      expect(line.Replica).toMatch(/./);
      expect(Math.abs(line._aws.Timestamp - Date.now())).toBeLessThan(120_000);
    }
    return seen.filter(({ line }) => line[metric] >= alarm.Threshold).map(({ at }) => at);
  };
  const check = (pages: readonly Engine[]) =>
    looks(
      server.HealthCheck.Command[3],
      pages.map((page) => [page]),
    );

  it('tells people while it hangs, before ECS replaces it', () => {
    expect(ofType('AWS::ECS::TaskDefinition')).toHaveLength(tasks);
    expect(alarm).toMatchObject({ ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, DatapointsToAlarm: 1 });
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.Metrics).toHaveLength(1);
    expect(alarm.Metrics[0]).toMatchObject({ Period: 60 });
    const seen = check(hangs);
    const failed = seen.filter(({ status }) => status !== 0).map(({ at }) => at);
    const replaced = failed[server.HealthCheck.Retries - 1];
    expect(replaced).toBe(390);
    // Two minutes earlier: the period that ends, and CloudWatch's own delay.
    expect(fires(seen)[0]).toBe(270);
  });

  it('tells nobody of one that is busy or slow', () => {
    for (const pages of [busy, slow]) expect(fires(check(pages))).toEqual([]);
  });

  it('says so when no replica is watched', () => {
    const silent = ofType('AWS::CloudWatch::Alarm').find(({ MetricName, Statistic }) => MetricName === metric && Statistic === 'SampleCount');
    expect(silent).toMatchObject({ Namespace: namespace, ComparisonOperator: 'LessThanThreshold', Threshold: 1, TreatMissingData: 'breaching' });
    expect(silent.Dimensions).toEqual([{ Name: 'Fleet', Value: fleet }]);
  });
});

describe('an engine that hangs on Google', () => {
  const fleet = evidenceOf(topologyWith([], 'examples/eu-gce.yaml')).terraform?.find(({ name }) => name.endsWith('google-fleet-eu-gce'))?.document as Json;
  const [template] = Object.values<Json>(fleet.resource.google_compute_region_instance_template);
  const userData = parse(template.metadata['user-data'].replace(/([$%])\1\{/g, '$1{'));
  const program = userData.write_files.find(({ path }: Json) => path === '/etc/blueprint/progress.py').content;
  const policy = (name: string) =>
    Object.values<Json>(fleet.resource.google_monitoring_alert_policy).find(({ conditions }) => conditions[0].display_name === name);
  const metricOf = (name: string) => {
    const reference = /user\/\$\{google_logging_metric\.(\w+)\.name\}/.exec(policy(name).conditions[0].condition_threshold.filter)?.[1] ?? '';
    return fleet.resource.google_logging_metric[reference];
  };
  /** Whether a line of a console is counted: every text that the filter asks for is in it. */
  const counts = (name: string, text: string | null) => {
    const texts = [...metricOf(name).filter.matchAll(/textPayload:("(?:[^"\\]|\\.)*")/g)].map(([, quoted]) => JSON.parse(quoted));
    expect(texts.length).toBeGreaterThan(0);
    return texts.every((part) => `[  123.456789] bash[4711]: ${text}`.includes(part));
  };

  it('tells people which node and engine it is, before the server is killed', () => {
    const pages = hangs.map((page, look) => [busy[look] as Engine, busy[look] as Engine, page, busy[look] as Engine]);
    const seen = looks(program, pages);
    expect(seen.filter(({ text }) => counts('engine-hung', text)).map(({ at }) => at)[0]).toBe(270);
    expect(seen.filter(({ status }) => status === 3).map(({ at }) => at)[0]).toBe(420);
    expect(seen.every(({ text }) => counts('engines-unwatched', text))).toBe(true);
    const engine = JSON.parse(/^REGEXP_EXTRACT\(textPayload, (".*")\)$/.exec(metricOf('engine-hung').label_extractors.engine)?.[1] ?? '""');
    expect(new RegExp(engine).exec(seen.at(-1)?.text ?? '')?.[1]).toBe('2');
    const [aggregation] = policy('engine-hung').conditions[0].condition_threshold.aggregations;
    expect(aggregation.group_by_fields).toEqual(['resource.label.instance_id', 'metric.label.engine']);
    expect(policy('engine-hung').notification_channels.length).toBeGreaterThan(0);
    expect(policy('engines-unwatched').conditions[0].condition_threshold.evaluation_missing_data).toBe('EVALUATION_MISSING_DATA_ACTIVE');
  });

  it('tells nobody of engines that are busy or slow, and nothing of another fleet', () => {
    const seen = looks(
      program,
      busy.map((page, look) => [page, slow[look] as Engine]),
    );
    expect(seen.some(({ text }) => counts('engine-hung', text))).toBe(false);
    expect(seen.every(({ status }) => status === 0)).toBe(true);
    expect(counts('engine-hung', JSON.stringify({ ...seen[0]?.line, hung: true, fleet: 'another' }))).toBe(false);
  });

  it('is looked at again and again, from inside the container', () => {
    const unit = userData.write_files.find(({ path }: Json) => path === '/etc/systemd/system/engine-watch.service').content;
    expect(unit).toMatch(/^Restart=always$/m);
    expect(unit).toMatch(/^RestartSec=30$/m);
    expect(unit).toMatch(/^StandardOutput=journal\+console$/m);
    expect(userData.runcmd).toContain('systemctl start --no-block engine-watch.service');
  });
});
