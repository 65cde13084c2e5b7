import { extensionOfStack } from '../../derived/extensions.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { readDifferences } from '../../evidence/places/read-values.js';
import { sharedDifference } from '../../evidence/places/shared-values.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/shared-value',
  severity: 'error',
  title: 'What a stack shares with others is its own resource, under the name that they read, and they read nothing else.',
  why: 'Stacks of other lifecycles find the bucket of the weights, their key, the network and the guardrail through parameters. Another value leads nodes to a stranger’s bucket or network, and another name leaves them with what was there before.',
  fix: 'Let the stacks share their values: share(…) in stacks/aws/aws-stack.ts. A new one is reviewed in evidence/places/shared-values.ts.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html',

  *stack(stack, { topology }) {
    if (stack.app !== 'aws' || extensionOfStack(topology, stack.name) !== undefined) return;
    for (const message of readDifferences(stack, topology, stackPlace(topology, stack.name))) yield { path: stack.origin, stack, message };
  },

  *resource(resource, { topology }) {
    const { type, stack, origin, id } = resource;
    if (type !== 'AWS::SSM::Parameter' || extensionOfStack(topology, stack.name) !== undefined) return;
    const difference = sharedDifference(resource, topology, stackPlace(topology, stack.name));
    if (difference !== undefined) yield { path: origin, resource, message: `${id} ${difference}.` };
  },
};
