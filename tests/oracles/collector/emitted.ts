import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsNamespace } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { imageVersion } from '../../../facts/engine-features.js';
import { hostsOf } from '../../../hosts/select.js';
import { loadTopology } from '../../../topology/load.js';
import type { Json } from '../../support/documents.js';
import { topologies } from '../../support/topologies.js';
import { assemblies } from '../assemblies.js';

/** A collector as templates deploy it, and what their alarms and scaling ask CloudWatch for. */
export interface Emitted {
  readonly name: string;
  /** Version in the tag of its image in the topology; undefined when the tag is none. */
  readonly version: string | undefined;
  /** As the container gets it. */
  readonly configuration: string;
  readonly source: 'vllm' | 'dcgm';
  readonly fleet: string;
}

/** A metric by name and dimensions. */
export type Asked = ReadonlySet<string>;

export function key(name: string, dimensions: Readonly<Record<string, string>>): string {
  return `${name} ${JSON.stringify(Object.fromEntries(Object.entries(dimensions).sort()))}`;
}

/** Collectors of every topology, each fleet's of a kind once, and all metrics of their namespace that a template reads. */
export function emitted(): { readonly collectors: readonly Emitted[]; readonly asked: Asked } {
  const collectors = new Map<string, Emitted>();
  const asked = new Set<string>();
  for (const { name, directory, stacks } of assemblies()) {
    const hosts = hostsOf(loadTopology(fileOf(name)).topology, 'self-hosted-aws');
    for (const stack of stacks) {
      // Templates name an image by its digest.
      const [, host] = hosts.find(([id]) => stack.name.endsWith(`-aws-fleet-${id}`)) ?? [];
      const image = host?.images.metrics;
      const template = JSON.parse(readFileSync(join(directory, stack.template), 'utf8'));
      for (const one of collectorsOf(template))
        collectors.set(one.configuration, {
          ...one,
          name: `${name}: ${stack.name}: ${one.source}`,
          version: image === undefined ? undefined : imageVersion(image),
        });
      for (const metric of metricsIn(template)) asked.add(metric);
    }
  }
  return { collectors: [...collectors.values()], asked };
}

function fileOf(name: string): string {
  const [, file] = topologies.find(([each]) => each === name) ?? [];
  if (file === undefined) throw new Error(`no topology is called ${name}`);
  return file;
}

function collectorsOf({ Resources }: Json): Omit<Emitted, 'name' | 'version'>[] {
  const containers = Object.values<Json>(Resources)
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties.ContainerDefinitions);
  return containers.flatMap(({ Environment }: Json) => {
    const value = (Environment ?? []).find(({ Name }: Json) => Name === 'COLLECTOR_CONFIG')?.Value;
    if (value === undefined) return [];
    const configuration = text(value);
    const [{ job_name: source, static_configs: targets }] = JSON.parse(configuration).receivers.prometheus.config.scrape_configs;
    return [{ configuration, source, fleet: targets[0].labels.Fleet }];
  });
}

/** A value as far as it is known before a deployment: what another resource gives is named after it. */
function text(value: Json): string {
  if (typeof value === 'string') return value;
  const joined = value['Fn::Join'];
  if (joined !== undefined) return joined[1].map(text).join(joined[0]);
  return String(value.Ref ?? value['Fn::GetAtt']?.[0] ?? value['Fn::ImportValue']).replaceAll(/[^\w-]/g, '-');
}

function metricsIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = value;
  const own = namespace === metricsNamespace ? [key(name, Object.fromEntries(dimensions.map(({ Name, Value }: Json) => [Name, text(Value)])))] : [];
  return [...own, ...Object.values(value).flatMap(metricsIn)];
}
