import { describe, expect, it } from 'vitest';
import { bucketLabel, FleetMetrics, latencies } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { engineMetrics } from '../../../facts/serving.js';
import { collectorConfiguration } from '../../../runtime/metrics/collector.js';
import type { Json } from '../../support/documents.js';

const metrics = new FleetMetrics({ fleet: 'fleet', balancer: 'app/a', targets: 'targetgroup/t' });
const kept = { fatalXids: [48, 79, 119], engineMetrics: engineMetrics('vllm').filter((name) => !name.endsWith('_seconds')) };
const bounds = latencies.time_to_first_token;

/** Value of a metric math expression for a number of requests at each latency. */
function value(expression: string, seconds: readonly number[]): number {
  const counts = bounds.map((bound) => seconds.filter((latency) => latency <= bound).length);
  const names = ['IF', 'all', ...bounds.map((_, index) => `b${index}`)];
  const calculate = new Function(...names, `return ${expression}`) as (...values: unknown[]) => number;
  return calculate((condition: boolean, yes: number, no: number) => (condition ? yes : no), seconds.length, ...counts);
}
const times = (count: number, latency: number): number[] => Array<number>(count).fill(latency);

describe('percentile from buckets', () => {
  const p95 = metrics.percentile('time_to_first_token', 0.95, 'p95').expression;

  it.each<[string, number[], number]>([
    ['inside the first bucket', times(100, 0.1), 0.2375],
    ['inside a later one, linear', [...times(90, 0.4), ...times(10, 2)], 1.75],
    ['at a bound', [...times(95, 0.9), ...times(5, 9)], 1],
    ['beyond the last bucket', times(100, 30), 20],
    ['without requests', [], 0],
  ])('is right %s', (_, seconds, expected) => {
    expect(value(p95, seconds)).toBeCloseTo(expected, 3);
  });

  it.each([0.5, 1, 2, 2.5, 4, 10, 15])('is above an objective of %s s exactly when more than a twentieth is later', (objective) => {
    const later = metrics.laterThan('time_to_first_token', objective, '').expression;
    for (const slow of [0, 3, 5, 6, 20, 60]) {
      for (const latency of [0.6, 2.2, 6, 18]) {
        const seconds = [...times(100 - slow, 0.2), ...times(slow, latency)];
        const [percentile, share] = [value(p95, seconds), value(later, seconds)];
        if (Math.abs(share - 0.05) > 1e-4) expect(share > 0.05).toBe(percentile > objective);
      }
    }
  });

  it('is calm when nobody asks', () => {
    expect(value(metrics.laterThan('time_to_first_token', 2, '').expression, [])).toBe(0);
  });
});

describe('configuration of the collector', () => {
  const { receivers, exporters, service } = JSON.parse(collectorConfiguration('vllm', kept));
  const [keep, ...renames] = receivers.prometheus.config.scrape_configs[0].metric_relabel_configs;
  // Relabelling anchors its expressions at both ends; `$$` stands for `$` after the collector's own expansion.
  const isKept = (name: string, le = '') => new RegExp(`^(?:${keep.regex})$`).test(`${name};${le}`);

  it('keeps the families of the facts', () => {
    for (const family of engineMetrics('vllm')) expect(isKept(family) || isKept(`${family}_bucket`, '+Inf'), family).toBe(true);
  });

  it('drops everything else', () => {
    for (const family of [
      'vllm:e2e_request_latency_seconds_bucket',
      'vllm:request_success_total',
      'python_gc_objects_collected_total',
      'vllm:lora_requests_info',
    ])
      expect(isKept(family, '1.0') || isKept(family), family).toBe(false);
    for (const part of ['sum', 'count', 'created']) expect(isKept(`vllm:time_to_first_token_seconds_${part}`)).toBe(false);
    expect(isKept('vllm:time_to_first_token_seconds_bucket', '2560.0')).toBe(false);
  });

  it.each(Object.entries(latencies))('keeps and renames the buckets of %s', (latency, buckets) => {
    const rename = renames.find(({ replacement }: { replacement: string }) => replacement === `${latency}_within`);
    const name = engineMetrics('vllm').find((family) => family.includes(latency));
    expect(rename.regex).toBe(`${name}_bucket`);
    for (const bound of buckets) expect(isKept(`${name}_bucket`, bucketLabel(bound)), String(bound)).toBe(true);
  });

  it.each(['vllm', 'dcgm'] as const)('of %s sends to CloudWatch alone, and nothing about itself', (source) => {
    const configuration = JSON.parse(collectorConfiguration(source, kept));
    expect(Object.keys(configuration.exporters)).toEqual(['awsemf']);
    expect(configuration.service.telemetry.metrics).toEqual({ level: 'none' });
    expect(configuration.service.pipelines).toEqual({ metrics: expect.objectContaining({ exporters: ['awsemf'] }) });
  });

  it('declares every processor it uses', () => {
    expect(Object.keys(JSON.parse(collectorConfiguration('vllm', kept)).processors).sort()).toEqual([...service.pipelines.metrics.processors].sort());
    expect(exporters.awsemf.metric_declarations).toHaveLength(2);
  });

  it('of GPUs keeps the XIDs that are fatal, and silence, but none that an application causes', () => {
    const [{ metric_relabel_configs: relabel }] = JSON.parse(collectorConfiguration('dcgm', kept)).receivers.prometheus.config.scrape_configs;
    const isKept = (name: string, xid = '') => new RegExp(`^(?:${relabel[0].regex})$`).test(`${name};${xid}`);
    for (const xid of ['', '48', '79', '119']) expect(isKept('DCGM_EXP_XID_ERRORS_COUNT', xid), xid).toBe(true);
    for (const xid of ['0', '13', '31', '43', '45', '148']) expect(isKept('DCGM_EXP_XID_ERRORS_COUNT', xid), xid).toBe(false);
    expect(isKept('DCGM_FI_DEV_XID_ERRORS')).toBe(false);
    expect(isKept('DCGM_FI_DEV_ROW_REMAP_FAILURE')).toBe(true);
    expect(relabel.find(({ source_labels }: Json) => String(source_labels) === 'hostname')).toMatchObject({ target_label: 'Hostname' });
  });
});
