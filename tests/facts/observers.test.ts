import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exporterFeatures } from '../../facts/observers.js';
import { collectorConfiguration } from '../../runtime/metrics/collector.js';
import type { Json } from '../support/documents.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const known = (...kinds: readonly string[]) =>
  exporterFeatures()
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort();

it('every variable that the exporter is given is a row of the facts, or one of NVIDIA’s container runtime', () => {
  const [container] = (evidenceOf(topologyWith([], 'topology.yaml')).aws ?? [])
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition'))
    .flatMap(({ properties }) => properties['ContainerDefinitions'] as Json[])
    .filter(({ Name }) => Name === 'dcgm');
  const names = container.Environment.map(({ Name }: Json) => `variable ${Name}`).filter(
    (name: string) => !/^variable NVIDIA_(DRIVER_CAPABILITIES|VISIBLE_DEVICES)$/.test(name),
  );
  expect(names.sort()).toEqual(known('variable'));
});

it('every family that the exporter is asked for is a row of the facts, with its type', () => {
  const lines = readFileSync('runtime/metrics/dcgm-counters.csv', 'utf8').trim().split('\n');
  expect(
    lines
      .map((line) => line.split(', '))
      .map(([name, type]) => `${type} ${name}`)
      .sort(),
  ).toEqual(known('gauge', 'counter'));
});

it('every label that the collector reads of the exporter is a row of the facts', () => {
  const [{ metric_relabel_configs: rules }] = JSON.parse(collectorConfiguration('dcgm', { fatalXids: [79], engineMetrics: [] })).receivers.prometheus.config
    .scrape_configs;
  const read = new Set<string>(
    rules.flatMap(({ source_labels: labels, target_label: target }: Json) => [...(labels ?? []), ...(target === undefined ? [] : [target])]),
  );
  read.delete('__name__');
  expect([...read].map((name) => `label ${name}`).sort()).toEqual(known('label'));
});
