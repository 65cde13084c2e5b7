import type { Topology } from '../../topology/schema/topology.js';
import { differences } from '../expected/differences.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** In how far a module deploys to another region or resource group of IBM Cloud than the topology says. Which account, its sign-in decides: the provider takes none. */
export function* ibmDifferences(topology: Topology, { document, resources }: SynthesizedStack, alias: string, region: string | undefined): Iterable<string> {
  const found = (document['provider'] as Readonly<Record<string, unknown>> | undefined)?.['ibm'];
  const group = topology.accounts.watsonx[alias]?.resourceGroup;
  if (group === undefined || region === undefined || found === undefined) {
    yield 'has no provider ibm of a known account';
    return;
  }
  for (const difference of differences([{ region }], found, 'provider.ibm')) yield difference.replace(/\.$/, '');
  for (const { id, type, properties } of resources)
    if (type === 'ibm_resource_instance' && properties['resource_group_id'] !== group)
      yield `makes ${id} in the resource group ${String(properties['resource_group_id'])}. Allowed: ${group}`;
}
