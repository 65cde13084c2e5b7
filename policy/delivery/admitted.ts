import { partitionOf } from '../../derived/partition-of.js';
import { deliveriesOf } from '../../evidence/delivery/deliveries.js';
import { keeperRefusals, lookup, refusals } from '../../evidence/delivery/refusals.js';
import { trustClaims } from '../../evidence/delivery/trust-claims.js';
import type { Place } from '../../evidence/iam/arn-of.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'delivery/admitted',
  severity: 'error',
  title: 'The destination of every alarm, rule, schedule, subscription, budget and log accepts what is sent to it.',
  why: 'A topic policy replaces the default policy of SNS, and a service that the key policy does not name cannot use the key. A destination that refuses its publisher breaks no deployment: the alarm fires, and no notification arrives.',
  fix: 'Allow the service by its principal, with the source keys that it is known to send (facts/publishers.yaml), in the policy of the destination and of its key; constructs/aws/notices/notice-topic.ts does both.',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',

  *aws(stacks, { topology }) {
    const placeOf = (stack: SynthesizedStack) => place(stack, topology);
    for (const stack of stacks) {
      const here = placeOf(stack);
      const find = lookup(stack, stacks, placeOf);
      for (const resource of stack.resources) {
        for (const delivery of deliveriesOf(resource, here))
          for (const problem of refusals(delivery, here, find))
            yield { path: resource.origin, resource, message: `${resource.id}: ${delivery.what} ${problem}.` };
        for (const problem of [...keeperRefusals(resource, here, find), ...trustClaims(resource, here)])
          yield { path: resource.origin, resource, message: `${resource.id} ${problem}.` };
      }
    }
  },
};

function place({ account = '', region = '' }: SynthesizedStack, topology: Topology): Place {
  return { partition: partitionOf(topology, account), region, account };
}
