import { physicalName } from '../../evidence/synthesized/physical-name.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/one-name',
  severity: 'error',
  title: 'No two resources on AWS are given one name where a name is given once.',
  why: 'Names are put together from keys of the topology: a fleet called gw-eu and the gateway of zone eu ask for the same load balancer. The service refuses the second, and its stack fails and rolls back at the first deployment.',
  fix: 'Give one of them another key in the topology.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',

  *aws(stacks) {
    const owners = new Map<string, Resource>();
    for (const resource of stacks.flatMap(({ resources }) => resources)) {
      const { stack, type, origin } = resource;
      const name = physicalName(resource);
      if (name === undefined || shared.has(type)) continue;
      const key = [...placeOf(resource), type, name].join(' ');
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, resource);
      else
        yield {
          path: origin,
          resource,
          message: `${stack.name} and ${owner.stack.name} (${owner.origin}) both have one ${type} called ${name}. Allowed: one.`,
        };
    }
  },
};

/** Types of which several may have one name: zones and records of several networks, policies of several roles. All others are held to one. */
const shared: ReadonlySet<string> = new Set(['AWS::Route53::HostedZone', 'AWS::Route53::RecordSet', 'AWS::IAM::Policy']);

/** Where a name is given once: buckets in all of AWS, what has no region in its account, everything else in account and region. */
function placeOf({ type, stack }: Resource): readonly (string | undefined)[] {
  if (type === 'AWS::S3::Bucket') return [];
  return /^AWS::(IAM|CE|Organizations)::/.test(type) ? [stack.account] : [stack.account, stack.region];
}
