import { extensionOfStack } from '../../derived/extensions.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { readDifferences } from '../../evidence/places/read-values.js';
import { type SharedRoom, sharedByAccount, sharedDifference, sharesNothing } from '../../evidence/places/shared-values.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import type { Host } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/shared-value',
  severity: 'error',
  title: 'What a stack shares with others is its own resource, under the name that they read, and they read nothing else.',
  why: 'Stacks of other lifecycles find the bucket of the weights, their key, the network and the guardrail through parameters. Another value leads nodes to a stranger’s bucket or network, and another name leaves them with what was there before.',
  fix: 'Let the stacks share their values: share(…) in stacks/aws/aws-stack.ts. A new one is reviewed in the `shares` of its host’s judge, or in evidence/places/shared-values.ts.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html',

  *stack(stack, { topology }) {
    if (stack.app !== 'aws' || extensionOfStack(topology, stack.name) !== undefined) return;
    for (const message of readDifferences(stack, topology, roomsReadBy(topology, stack))) yield { path: stack.origin, stack, message };
  },

  *resource(resource, { topology }) {
    const { type, stack, origin, id } = resource;
    if (type !== 'AWS::SSM::Parameter' || extensionOfStack(topology, stack.name) !== undefined) return;
    const difference = sharedDifference(resource, topology, sharedBy(topology, stack));
    if (difference !== undefined) yield { path: origin, resource, message: `${id} ${difference}.` };
  },
};

/** What a stack shares: one of a host, what its judge says of it. */
function sharedBy(topology: Topology, stack: SynthesizedStack): SharedRoom {
  const place = stackPlace(topology, stack.name);
  if (place === undefined) return sharesNothing;
  const [id, host] = subjectOf(topology, stack)?.host ?? [];
  if (id === undefined || host === undefined) return sharedByAccount(topology, place, stack);
  const shares = sharesOf(host).find(({ by }) => by === place.kind);
  return shares === undefined ? sharesNothing : { room: [shares.room, id], values: shares.values({ topology, id, host }) };
}

/** Rooms of names that a stack reads: one of a host those of its network, of the weights and of that host, one of a gateway that of its network. */
function roomsReadBy(topology: Topology, stack: SynthesizedStack): (readonly string[])[] {
  const place = stackPlace(topology, stack.name);
  if (place?.kind === 'aws-gateway') {
    const { network } = topology.gateway.zones[place.subject] ?? {};
    return network === undefined ? [] : [['network', network]];
  }
  const [id, host] = subjectOf(topology, stack)?.host ?? [];
  if (id === undefined || host === undefined) return [];
  const network = 'network' in host ? [['network', host.network]] : [];
  return [...network, ['weights'], ...sharesOf(host).map(({ room }) => [room, id])];
}

function sharesOf(host: Host) {
  const { shares } = judgeOf(host);
  return shares === 'none' ? [] : shares;
}
