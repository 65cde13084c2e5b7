import { writtenFiles } from '../../../../evidence/scripts/cloud-init.js';
import type { SynthesizedStack } from '../../../../evidence/synthesized/stack.js';
import { imageVersion } from '../../../../facts/engine-features.js';
import { hostsOf } from '../../../../hosts/select.js';
import { evidenceOf } from '../../../support/synthesized.js';
import { topologies, topologyWith } from '../../../support/topologies.js';

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
    const loaded = topologyWith([], file);
    const measured = hostsOf(loaded.topology, 'self-hosted-google').filter(([, host]) => host.images.metrics !== undefined);
    if (measured.length === 0) return [];
    const stacks = evidenceOf(loaded).terraform ?? [];
    return measured.flatMap(([id, host]) => {
      const stack = stacks.find((one) => one.name.endsWith(`-google-fleet-${id}`));
      const configurations = new Set(stack?.resources.flatMap((resource) => writtenFiles(resource)['/etc/blueprint/collector.yaml'] ?? []));
      return [...configurations].map((configuration) => ({
        name: `${name}: ${id}`,
        version: imageVersion(host.images.metrics ?? ''),
        configuration,
        declared: declaredIn(stack),
      }));
    });
  });
}

function declaredIn(stack: SynthesizedStack | undefined): ReadonlyMap<string, string> {
  const descriptors = (stack?.resources ?? []).filter(({ type }) => type === 'google_monitoring_metric_descriptor');
  return new Map(descriptors.map(({ properties }) => [String(properties['type']), `${String(properties['metric_kind'])} ${String(properties['value_type'])}`]));
}
