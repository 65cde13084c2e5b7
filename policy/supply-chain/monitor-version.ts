import { parse } from 'yaml';
import { mentioned } from '../../evidence/monitoring/monitor-names.js';
import { googleMachines, writtenFiles } from '../../evidence/scripts/cloud-init.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource, record } from '../../evidence/synthesized/stack.js';
import { engineFeatures, holds, imageVersion } from '../../facts/engine-features.js';
import { checkedReleases, missingIn, type Observer, observerVersion } from '../../facts/observers.js';
import type { SelfHostedHost } from '../../hosts/schemas.js';
import { isFleet } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

/** What is watched with, by the field of `images` that declares it. */
const monitors = { dcgm: 'dcgm-exporter', metrics: 'otelcol' } as const satisfies Record<keyof AwsFleetHost['images'], Observer>;
const engineMetrics = new Set(engineFeatures().flatMap(({ kind, name }) => (kind === 'metric' ? [name] : [])));

export const rule: Rule = {
  id: 'supply-chain/monitor-version',
  severity: 'error',
  title: 'Alarms, dashboards, scaling and collectors use only metrics, fields and components that the declared versions have.',
  why: 'An alarm on a metric that the engine or exporter does not report is never in alarm, and a collector that does not know a component of its configuration does not start. Neither says so.',
  fix: 'Name a version that has it in hosts.<id>.image or hosts.<id>.images, such as otelcol-contrib:0.158.0@sha256:<64 hex digits>. Or add what you have read of your version to facts/engine.yaml or facts/observers.yaml, with its source, and run `npm run verify -- --strict collector exporter`.',
  source: 'vLLM source packages on PyPI; releases and pull request 711 of NVIDIA/dcgm-exporter and open-telemetry/opentelemetry-collector-contrib',

  *topology({ topology }) {
    for (const [id, host] of fleets(topology)) {
      for (const field of ['dcgm', 'metrics'] as const) {
        const image = imageOf(host, field);
        if (image === undefined) continue;
        const [software, version] = [monitors[field], observerVersion(monitors[field], image)];
        const checked = checkedReleases(software);
        if (version !== undefined && checked.includes(version)) continue;
        const named = version === undefined ? `no version of ${software}` : `${software} ${version}, which is not checked`;
        yield { path: pathOf('hosts', id, 'images', field), message: `Image ${image} names ${named}. Checked: ${checked.join(', ')}.` };
      }
    }
  },

  *resource(resource, { topology }) {
    const [id = '', host] = hostOfResource(topology, resource) ?? [];
    if (!isFleet(host)) return;
    const names = mentioned(resource);
    const engine = imageVersion(host.image);
    // An engine without a version is a finding of supply-chain/engine-version.
    for (const name of engine === undefined ? [] : names.filter((one) => one.startsWith('vllm:'))) {
      const known = engineMetrics.has(name);
      if (known && holds(name, engine as NonNullable<typeof engine>)) continue;
      const why = known ? 'which that version does not report' : 'which facts/engine.yaml does not name';
      yield { path: pathOf('hosts', id, 'image'), resource, message: `${resource.id} uses ${name} of vLLM ${engine}, ${why}.` };
    }
    const used = { dcgm: names.filter((one) => one.startsWith('DCGM_')), metrics: componentsOf(resource) };
    for (const field of ['dcgm', 'metrics'] as const) {
      const image = imageOf(host, field);
      const version = image === undefined ? undefined : observerVersion(monitors[field], image);
      if (version === undefined) continue;
      for (const name of used[field]) {
        const why = missingIn(monitors[field], name, version);
        if (why !== undefined)
          yield { path: pathOf('hosts', id, 'images', field), resource, message: `${resource.id} uses ${name} of ${monitors[field]} ${version}, ${why}.` };
      }
    }
  },
};

function imageOf(host: SelfHostedHost, field: keyof typeof monitors): string | undefined {
  return 'images' in host ? host.images[field] : undefined;
}

/** Components of the collectors in a task or on a node, such as `processors/batch`; a configuration that cannot be read has one without a name. */
function componentsOf(resource: Resource): string[] {
  return configurationsIn(resource).flatMap((text) => {
    const configuration = record(readYaml(text));
    const found = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'].flatMap((section) =>
      Object.keys(record(configuration[section])).map((name) => `${section}/${name.split('/')[0]}`),
    );
    return found.length === 0 ? ['a configuration that cannot be read'] : [...new Set(found)].sort();
  });
}

/** One line of JSON in a variable of a task, or a file that a node writes. */
function configurationsIn(resource: Resource): string[] {
  const { type, properties } = resource;
  if (googleMachines.has(type)) return [writtenFiles(resource)['/etc/blueprint/collector.yaml']].filter((text) => text !== undefined);
  if (type !== 'AWS::ECS::TaskDefinition') return [];
  const variables = blocks(properties['ContainerDefinitions']).flatMap((container) => blocks(container['Environment']));
  return variables.filter(({ Name }) => Name === 'COLLECTOR_CONFIG').map(({ Value }) => renderedText(Value));
}

/** JSON is YAML too. */
function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
