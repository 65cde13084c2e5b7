import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { AzureFoundryHost } from '../../hosts/azure-foundry/schema.js';
import { isHost } from '../../hosts/schemas.js';
import type { StackContext } from '../../stacks/context.js';
import { azureParts } from '../../synthesis/apps/azure-stacks.js';
import { loadTopology } from '../../topology/load.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';

const reference = loadTopology(new URL('../../topology.yaml', import.meta.url).pathname);

/** The reference topology, as a copy that a test may change. */
export function referenceContext(): { topology: Topology; outputs: StackContext['outputs'] } {
  return structuredClone({ topology: reference.topology, outputs: reference.outputs });
}

/** The reference topology's Foundry host. */
export function foundryHost(topology: Topology): AzureFoundryHost {
  const host = topology.hosts['dev-foundry'];
  if (!isHost(host, 'azure-foundry')) throw new Error('the reference topology has no Foundry host dev-foundry');
  return host;
}

/** The written `cdk.tf.json` by stack. Through `App.synth`: cdktf's `Testing.synth` swallows errors. */
export function synthesize(context: StackContext): Record<string, Json> {
  const outdir = mkdtempSync(join(tmpdir(), 'azure-stacks-'));
  try {
    const app = new App({ outdir });
    for (const part of azureParts(context)) part.make(app, context);
    if (app.node.children.length === 0) return {};
    app.synth();
    const stacks = join(outdir, 'stacks');
    return Object.fromEntries(readdirSync(stacks).map((name) => [name, JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Every resource of a stack as `[address, attributes]`. */
export function resources(stack: Json, type?: string): [string, Json][] {
  return Object.entries(stack.resource ?? {})
    .filter(([name]) => type === undefined || name === type)
    .flatMap(([name, byId]) => Object.entries(byId as Json).map(([id, attributes]): [string, Json] => [`${name}.${id}`, attributes]));
}

/** The only resource of a type in a stack. */
export function only(stack: Json, type: string): Json {
  const found = resources(stack, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}, expected one`);
  return found[0]?.[1];
}
