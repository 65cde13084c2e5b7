import { differences } from '../../../evidence/expected/differences.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { record } from '../../../evidence/synthesized/stack.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import type { WatsonxHost } from '../schema.js';

/** In how far a module deploys to another region or resource group of IBM Cloud than the topology says. Which account, its sign-in decides: the provider takes none. */
export function* placeProblems({ topology, host, stacks }: JudgedHost<WatsonxHost>): Iterable<Problem> {
  const group = topology.accounts.watsonx[host.account]?.resourceGroup;
  for (const stack of stacks) {
    const found = record(stack.document['provider'])['ibm'];
    if (group === undefined || found === undefined) {
      yield { stack, message: `${stack.name} has no provider ibm of a known account.` };
      continue;
    }
    for (const difference of differences([{ region: host.region }], found, 'provider.ibm')) yield { stack, message: `${stack.name} ${difference}` };
    for (const resource of stack.resources)
      if (resource.type === 'ibm_resource_instance' && resource.properties['resource_group_id'] !== group)
        yield { resource, message: `${resource.id} is made in the resource group ${String(resource.properties['resource_group_id'])}. Allowed: ${group}.` };
  }
}
