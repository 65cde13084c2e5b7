import { bedrockUse, boundedAccounts } from '../../derived/boundary.js';
import { azureBoundary } from '../../evidence/boundaries/azure-boundary.js';
import type { BoundaryProblem } from '../../evidence/boundaries/boundary-problem.js';
import { googleBoundary } from '../../evidence/boundaries/google-boundary.js';
import { differences } from '../../evidence/boundaries/value-differences.js';
import { enforcementGaps } from '../../evidence/guardrails/enforced-guardrails.js';
import { type PolicyStatement, statementsOf } from '../../evidence/iam/policy-statements.js';
import { type Resource, strings } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, managementAccount } from '../../topology/views.js';
import type { Rule, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'residency/org-boundary',
  severity: 'error',
  title: 'The organization’s policies let each owned account use what the topology uses, and no more.',
  why: 'Roles are edited by the administrators of an account; only a service control policy, an organization policy or a policy assignment also binds administrators. One region or model too many in it is a route out of the zone, one too few stops production, and one target too many stops someone else’s.',
  fix: 'Let the stacks of organization, project and subscription derive the policies from the topology; change hosts, not policies.',
  source: 'AWS Organizations user guide, service control policies; Google Cloud organization policy constraints; Azure Policy, assignments',

  *aws(stacks, { topology }) {
    const management = managementAccount(topology);
    if (management === undefined) return;
    const path = pathOf('accounts', 'aws', management.alias, 'organization');
    const policies = stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::Organizations::Policy');
    const owned = new Map(boundedAccounts(topology).map((alias) => [entity(topology.accounts.aws, alias).id, alias]));
    for (const policy of policies) {
      const strangers = targetsOf(policy).filter((target) => !owned.has(target));
      if (strangers.length > 0) {
        yield { path, resource: policy, message: `${policy.id} is put on ${strangers.join(', ')}. Allowed: accounts that this topology owns.` };
      }
    }
    for (const [id, alias] of owned) {
      const onAccount = policies.filter((policy) => targetsOf(policy).includes(id));
      const own = onAccount.filter((policy) => policy.properties['Type'] === 'SERVICE_CONTROL_POLICY');
      const denials = own.flatMap(({ properties }) => statementsOf(properties['Content'])).filter(({ effect }) => effect === 'Deny');
      for (const problem of [...gaps(topology, alias, denials), ...enforcementGaps(onAccount, management.organization.bedrockGuardrails)]) {
        yield { path: pathOf('accounts', 'aws', alias), ...(own[0] && { resource: own[0] }), message: `The boundary of ${alias} ${problem}.` };
      }
    }
  },

  *terraform(stacks, { topology }) {
    yield* placed('google', googleBoundary(stacks, topology));
    yield* placed('azure', azureBoundary(stacks, topology));
  },
};

function* placed(cloud: 'google' | 'azure', problems: Iterable<BoundaryProblem>): Violations {
  for (const problem of problems) {
    const { account, ...seen } = problem;
    yield { path: account === undefined ? problem.resource.origin : pathOf('accounts', cloud, account), ...seen };
  }
}

function targetsOf(policy: Resource): string[] {
  return [...strings(policy.properties['TargetIds'])].map(([, text]) => text);
}

/** Where the denials of an account differ from what it uses. */
function* gaps(topology: Topology, alias: string, denials: readonly PolicyStatement[]): Iterable<string> {
  const use = bedrockUse(topology, alias);
  const onAll = (action: string) => denials.filter(({ actions, resources, inverted }) => actions.includes(action) && resources.includes('*') && !inverted);
  if (!onAll('bedrock:CallWithBearerToken').some(({ conditions }) => conditions.length === 0)) yield 'lets API keys of Bedrock in';
  if (!onAll('bedrock-mantle:*').some(({ conditions }) => conditions.length === 0)) yield 'leaves bedrock-mantle open';
  if (use.regions.length === 0) {
    if (!onAll('bedrock:*').some(({ conditions }) => conditions.length === 0)) yield 'leaves Bedrock open, which the account does not use';
    return;
  }
  const regions = onAll('bedrock:*').map((statement) => valuesOf(statement, 'StringNotEquals', 'aws:RequestedRegion'));
  yield* differences('region', regions[0], use.regions);
  const invoked = denials.filter(({ actions, inverted }) => inverted && actions.includes('bedrock:InvokeModel') && actions.includes(stream));
  yield* differences('invocable', invoked[0]?.resources, use.invocable);
  if (use.profiles.length > 0) {
    const through = denials.filter(
      ({ actions, resources }) =>
        actions.includes('bedrock:InvokeModel') && actions.includes(stream) && resources.some((arn) => arn.endsWith('::foundation-model/*')),
    );
    yield* differences('profile', through[0] && valuesOf(through[0], 'ArnNotLike', 'bedrock:InferenceProfileArn'), use.profiles);
  }
  const { retention } = entity(topology.accounts.aws, alias).bedrock;
  const modes = onAll('bedrock:PutAccountDataRetention').map((statement) => valuesOf(statement, 'StringNotEquals', 'bedrock:DataRetentionMode'));
  yield* differences('retention mode', modes[0], [...new Set(['none', retention])]);
}

const stream = 'bedrock:InvokeModelWithResponseStream';

/** The values that a statement spares, where that is its only condition. */
function valuesOf({ conditions }: PolicyStatement, operator: string, key: string): readonly string[] {
  const [only, ...more] = conditions;
  return only !== undefined && more.length === 0 && only.operator === operator && only.key === key ? only.values : [];
}
