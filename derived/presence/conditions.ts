import { sortedEntries } from '../../topology/views.js';
import { sharedBudgetOf } from '../shared-costs.js';
import { existingBucket } from '../weights-buckets.js';
import { awsConditions } from './aws.js';
import { azureConditions } from './azure.js';
import { gatewayConditions } from './gateway.js';
import { googleConditions } from './google.js';
import { hostConditions } from './of-hosts.js';
import { ofHost, ofWeights, type Question, type Questions } from './question.js';

/** What decides whether a stack has something. The tables of reviewed resources name them. */
export const stackConditions: Questions<boolean> = {
  ...awsConditions,
  ...googleConditions,
  ...azureConditions,
  ...hostConditions,
  ...Object.fromEntries(sortedEntries(gatewayConditions).map(([name, ask]) => [name, either(ask, hostConditions[name])])),
  'a budget of what is shared': (topology, { kind, account, parts }) => {
    if (kind === 'aws-finance') return parts.length === 0 ? sharedBudgetOf(topology, 'aws', account) !== undefined : undefined;
    return kind === 'google-foundation' ? topology.accounts.google[account]?.owns && sharedBudgetOf(topology, 'google', account) !== undefined : undefined;
  },
  'a bucket of weights that is made here': (topology, { kind, account, parts: [region = ''] }) => {
    const cloud = kind === 'aws-weights' ? 'aws' : kind === 'google-weights' ? 'google' : undefined;
    return cloud && existingBucket(topology, cloud, account, region) === undefined;
  },
  'a key that is made here': ofHost((id, _, { existing }) => existing.keys[id] === undefined),
  'a guardrail key that is made here': ofHost((id, host, { existing }) =>
    'guardrail' in host ? existing.guardrails[id] === undefined && existing.keys[id] === undefined : undefined,
  ),
  'a guardrail that is made here': ofHost((id, host, { existing }) => ('guardrail' in host ? existing.guardrails[id] === undefined : undefined)),
  'a first signing key': ofWeights(({ weights }) => weights.signingKeyGeneration === 1),
  callers: ofHost((id, _, { workloads }) => Object.values(workloads).some(({ route, guard, search }) => guard === id || search === id || route.includes(id))),
};

/** A question that is asked of stacks of two kinds. */
function either<A>(one: Question<A>, other: Question<A> | undefined): Question<A> {
  return (topology, stack, outputs) => one(topology, stack, outputs) ?? other?.(topology, stack, outputs);
}
