import type { AzureFoundryHost } from '../../hosts/azure-foundry/schema.js';
import { isHost } from '../../hosts/schemas.js';
import type { StackContext } from '../../stacks/context.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';
import { stacksOf } from './synthesized.js';
import { topologyWith } from './topologies.js';

const reference = topologyWith();

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

/** The `cdk.tf.json` of every stack on Azure; parts that an edit leaves are those of the reference topology. */
export function synthesize({ topology, outputs }: StackContext): Record<string, Json> {
  const modules = stacksOf('terraform', { ...reference, topology, outputs }).map(({ name, document }) => [name, document as Json] as const);
  return Object.fromEntries(modules.filter(([, { provider }]) => provider.azurerm !== undefined));
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
