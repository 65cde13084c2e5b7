import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { isHost } from '../../hosts/schemas.js';
import type { VertexEndpointHost } from '../../hosts/vertex-endpoint/schema.js';
import { googleParts } from '../../synthesis/apps/google-stacks.js';
import { loadTopology } from '../../topology/load.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';

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

const reference = loadTopology('topology.yaml');

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

/** Root modules by stack name, as `app.synth()` writes them: `Testing.synth` would hide what it refuses. */
export function synth(topology: Topology = referenceWith(), outputs: Outputs = {}): Record<string, Module> {
  const outdir = mkdtempSync(join(tmpdir(), 'google-'));
  try {
    const app = new App({ outdir });
    const context = { topology, outputs };
    for (const part of googleParts(context)) part.make(app, context);
    app.synth();
    const stacks = join(outdir, 'stacks');
    const names = app.node.children.length === 0 ? [] : readdirSync(stacks).sort();
    return Object.fromEntries(names.map((name) => [name, new Module(JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8')))]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export function stack(name: string, topology?: Topology, outputs?: Outputs): Module {
  const modules = synth(topology, outputs);
  const found = modules[name];
  if (found === undefined) throw new Error(`no stack ${name} among ${Object.keys(modules).join(', ')}`);
  return found;
}
