import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { ExpectedStack } from '../expected-stacks.js';
import { awsNumbers } from './aws.js';
import { azureNumbers } from './azure.js';
import { googleNumbers } from './google.js';
import { hostNumbers } from './of-hosts.js';
import { partOf } from './part.js';
import { ofHost, ofWeights, type Questions } from './question.js';

/** Numbers that follow from a topology for a stack. The tables of reviewed resources name them. */
export const stackNumbers: Questions<number> = {
  ...awsNumbers,
  ...googleNumbers,
  ...azureNumbers,
  ...hostNumbers,
  workloads: (topology, stack) => partOf(topology, stack)?.workloads.length,
  'workloads on the host': ofHost((id, _, topology) => workloadsOn(topology, id).length),
  'later signing keys': ofWeights(({ weights }) => (weights.signingKeyGeneration > 1 ? 1 : 0)),
  recipients: ({ finance }) => finance.notify.length,
};

/** Numbers of a stack by name, those that a stack of its kind has. */
export function numbersOf(topology: Topology, stack: ExpectedStack, outputs: Outputs): Readonly<Record<string, number>> {
  return Object.fromEntries(
    sortedEntries(stackNumbers).flatMap(([name, count]) => {
      const number = count(topology, stack, outputs);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}
