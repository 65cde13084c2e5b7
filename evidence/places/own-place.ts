import { hostOfPath } from '../../derived/host-of-path.js';
import { allowedRegions } from '../../derived/regions.js';
import type { Topology } from '../../topology/schema/topology.js';
import { subjectPath } from '../synthesized/host-of-resource.js';
import type { Resource } from '../synthesized/stack.js';

/** Where a resource is: number of its account, id of its project or subscription, and the regions that it may keep data in. */
export interface OwnPlace {
  readonly account: string | undefined;
  readonly regions: readonly string[];
}

/** Accounts of AWS are those of stacks; a project is an argument; a subscription is that of the host or network. */
export function ownPlace(topology: Topology, resource: Resource): OwnPlace {
  const { stack, properties } = resource;
  const path = subjectPath(topology, stack);
  if (stack.app === 'aws') return { account: stack.account, regions: stack.region === undefined ? [] : [stack.region] };
  if (stack.cloud === 'google') {
    const project = properties['project'];
    return { account: typeof project === 'string' ? project : undefined, regions: [...allowedRegions(topology, 'google', path)].sort() };
  }
  if (stack.cloud !== 'azure') return { account: undefined, regions: [] };
  const alias = hostOfPath(topology, path)?.[1].account ?? topology.networks[path.split('.')[1] ?? '']?.account;
  return { account: topology.accounts.azure[alias ?? '']?.subscription, regions: [...allowedRegions(topology, 'azure', path)].sort() };
}
