import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { imageVersion } from '../../../../facts/engine-features.js';
import { hostsOf } from '../../../../hosts/select.js';
import { loadTopology } from '../../../../topology/load.js';
import type { Json } from '../../../support/documents.js';
import { topologies } from '../../../support/topologies.js';
import { rootModules } from '../../root-modules.js';

/** A collector as nodes on Google start it, and the metrics that their stack declares. */
export interface EmittedOnNode {
  readonly name: string;
  /** Version in the tag of its image in the topology; undefined when the tag is none. */
  readonly version: string | undefined;
  readonly configuration: string;
  /** By type: kind and type of value. */
  readonly declared: ReadonlyMap<string, string>;
}

/** Collectors of every topology, each fleet's once. */
export function emittedOnNodes(): EmittedOnNode[] {
  return topologies.flatMap(([name, file]) => {
    const measured = hostsOf(loadTopology(file).topology, 'self-hosted-google').filter(([, host]) => host.images.metrics !== undefined);
    return measured.flatMap(([id, host]) => {
      const module = rootModules().find((one) => one.name.startsWith(`${name}: `) && one.name.endsWith(`-google-fleet-${id}`));
      if (module === undefined) throw new Error(`${name} has no module of the fleet ${id}`);
      const { resource } = JSON.parse(readFileSync(join(module.directory, 'cdk.tf.json'), 'utf8'));
      const configurations = new Set(Object.values<Json>(resource.google_compute_region_instance_template).map(configurationOf));
      const declared = declaredIn(resource.google_monitoring_metric_descriptor);
      const rooms = [...configurations].map(roomOf);
      const nobodys = [...declared.keys()].filter((type) => !rooms.some((room) => type.startsWith(room)));
      if (nobodys.length > 0) throw new Error(`${name}: no collector of ${id} reports ${nobodys.join(', ')}`);
      // Each version of a transition has a collector and metrics of its own.
      return [...configurations].map((configuration) => ({
        name: `${name}: ${id}, ${roomOf(configuration)}`,
        version: imageVersion(host.images.metrics ?? ''),
        configuration,
        declared: new Map([...declared].filter(([type]) => type.startsWith(roomOf(configuration)))),
      }));
    });
  });
}

/** What a node writes, without Terraform's escapes. */
function configurationOf({ metadata }: Json): string {
  const { write_files: files } = parse(metadata['user-data'].replace(/([$%])\1\{/g, '$1{'));
  return files.find(({ path }: Json) => path === '/etc/blueprint/collector.yaml').content;
}

/** What types of its metrics begin with. */
function roomOf(configuration: string): string {
  return `${parse(configuration).exporters.googlecloud.metric.prefix}/`;
}

function declaredIn(descriptors: Json): ReadonlyMap<string, string> {
  return new Map(Object.values<Json>(descriptors).map(({ type, metric_kind: kind, value_type: value }) => [type, `${kind} ${value}`]));
}
