import { awsConditions } from './aws.js';
import { azureConditions } from './azure.js';
import { googleConditions } from './google.js';
import { hostConditions } from './of-hosts.js';
import { ofHost, ofWeights, type Questions } from './question.js';

/** What decides whether a stack has something. The tables of reviewed resources name them. */
export const stackConditions: Questions<boolean> = {
  ...awsConditions,
  ...googleConditions,
  ...azureConditions,
  ...hostConditions,
  'a guardrail that is made here': ofHost((id, host, { existing }) => ('guardrail' in host ? existing.guardrails[id] === undefined : undefined)),
  'a first signing key': ofWeights(({ weights }) => weights.signingKeyGeneration === 1),
  callers: ofHost((id, _, { workloads }) => Object.values(workloads).some(({ route, guard }) => guard === id || route.includes(id))),
};
