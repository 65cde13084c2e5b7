import { isHost } from '../../hosts/schemas.js';
import type { VertexEndpointHost } from '../../hosts/vertex-endpoint/schema.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';
import { stacksOf } from './synthesized.js';
import { topologyWith } from './topologies.js';

type Fields = Record<string, Json>;

/** One synthesized root module. */
export class Module {
  constructor(readonly json: Fields) {}

  /** Resources of a type, by address. */
  all(type: string): Fields[] {
    return Object.values(this.json['resource']?.[type] ?? {});
  }

  /** The only resource of a type. */
  one(type: string): Fields {
    const found = this.all(type);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} resources of type ${type}`);
    return found[0];
  }

  types(): string[] {
    return Object.keys(this.json['resource'] ?? {});
  }

  output(name: string): unknown {
    return this.json['output']?.[name]?.value;
  }
}

const reference = topologyWith();

/** The reference topology with changes. */
export function referenceWith(change: (topology: Topology) => void = () => {}): Topology {
  const topology = structuredClone(reference.topology);
  change(topology);
  return topology;
}

/** The reference topology's only Vertex host, to change. */
export function grounding(topology: Topology): VertexEndpointHost {
  const host = topology.hosts['grounding'];
  if (!isHost(host, 'vertex-endpoint')) throw new Error('the reference topology has no host "grounding"');
  return host;
}

/** Root modules on Google by stack name; parts that an edit leaves are those of the reference topology. */
export function synth(topology: Topology = referenceWith(), outputs: Outputs = {}): Record<string, Module> {
  const modules = stacksOf('terraform', { ...reference, topology, outputs }).map(({ name, document }) => [name, document as Fields] as const);
  return Object.fromEntries(modules.filter(([, { provider }]) => provider.google !== undefined).map(([name, document]) => [name, new Module(document)]));
}

export function stack(name: string, topology?: Topology, outputs?: Outputs): Module {
  const modules = synth(topology, outputs);
  const found = modules[name];
  if (found === undefined) throw new Error(`no stack ${name} among ${Object.keys(modules).join(', ')}`);
  return found;
}
