import { isExtended } from '../../derived/extensions.js';
import { logArchiveOf } from '../../derived/landing-zone.js';
import { partitionOf } from '../../derived/partition-of.js';
import { type Delivery, deliveriesOf } from '../../evidence/delivery/deliveries.js';
import { keeperRefusals, lookup, refusals } from '../../evidence/delivery/refusals.js';
import { trustClaims } from '../../evidence/delivery/trust-claims.js';
import { type Place, text } from '../../evidence/iam/arn-of.js';
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

  *aws(stacks, { topology, asOf }) {
    const placeOf = (stack: SynthesizedStack) => place(stack, topology);
    const brought = new Set(Object.values(topology.existing.keys));
    for (const stack of stacks) {
      const here = placeOf(stack);
      const find = lookup(stack, stacks, placeOf, brought);
      for (const resource of stack.resources) {
        for (const delivery of deliveriesOf(resource, here)) {
          if (isElsewhere(topology, asOf, delivery, here)) continue;
          for (const problem of refusals(delivery, here, find))
            yield { path: resource.origin, resource, message: `${resource.id}: ${delivery.what} ${problem}.` };
        }
        for (const problem of [...keeperRefusals(resource, here, find), ...trustClaims(resource, here)])
          yield { path: resource.origin, resource, message: `${resource.id} ${problem}.` };
      }
    }
  },
};

/** Whether something goes to a bucket that the organisation declares, whose policy is not ours to read: the log archive of the region takes flow logs, nothing else. */
function isElsewhere(topology: Topology, asOf: string, { from, to }: Delivery, here: Place): boolean {
  const [, bucket] = /^arn:[a-z-]+:s3:::([^/]+)$/.exec(text(to, from.stack, here)) ?? [];
  if (bucket === undefined) return false;
  if (from.type === 'AWS::EC2::FlowLog' && logArchiveOf(topology, here.region)?.bucket === bucket) return true;
  return isExtended(topology, asOf, { kind: 'destination', value: { bucket }, stack: from.stack.name });
}

function place({ account = '', region = '' }: SynthesizedStack, topology: Topology): Place {
  return { partition: partitionOf(topology, account), region, account };
}
