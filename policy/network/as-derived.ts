import { isExtended } from '../../derived/extensions.js';
import { balancerProblems } from '../../evidence/network/derived/aws-balancer.js';
import { groupProblems } from '../../evidence/network/derived/aws-groups.js';
import { nameProblems } from '../../evidence/network/derived/aws-names.js';
import { vpcProblems } from '../../evidence/network/derived/aws-network.js';
import { placementProblems } from '../../evidence/network/derived/aws-placement.js';
import { azureNetworkProblems } from '../../evidence/network/derived/azure-network.js';
import { firewallProblems } from '../../evidence/network/derived/google-firewalls.js';
import { googleNetworkProblems } from '../../evidence/network/derived/google-network.js';
import type { Scope } from '../../evidence/network/derived/scope.js';
import { subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { isWithin, pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/as-derived',
  severity: 'fatal',
  title: 'Ranges, ports, routes, names and endpoints of a network are those that the topology derives, and what denies the rest is there.',
  why: 'One more range in a security group, a listener on another port, a record that leads a name elsewhere, a private endpoint of a stranger’s service or a firewall rule that no longer denies: each lets prompts, weights and keys out, or callers in, without a route to the internet.',
  fix: 'Restore what the stacks synthesize. Who calls follows from networks, links and routes of the topology; an extension with ranges lets further ones in over HTTPS.',

  *stack(stack, { topology, asOf }) {
    const further = (range: string) => isExtended(topology, asOf, { kind: 'range', value: range, stack: stack.name });
    const scope: Scope = { topology, stack, further };
    // A stack of one's own has networks of its own; what it adds to those of others is judged.
    const ownNetworks = isWithin(subjectPath(topology, stack), pathOf('extensions'));
    for (const { message, resource } of (readers[stack.cloud] ?? []).flatMap((read) => [...read(scope)])) {
      if (ownNetworks && !addsToOthers.has(resource?.type ?? '')) continue;
      yield { path: resource?.origin ?? stack.origin, message, ...(resource === undefined ? { stack } : { resource }) };
    }
  },
};

const addsToOthers: ReadonlySet<string> = new Set(['AWS::EC2::Route', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress']);

const readers: Readonly<Record<string, readonly ((scope: Scope) => Iterable<Problem>)[]>> = {
  aws: [groupProblems, vpcProblems, nameProblems, balancerProblems, placementProblems],
  google: [firewallProblems, googleNetworkProblems],
  azure: [azureNetworkProblems],
};
