import { enforcedGuardrail } from '../../derived/boundary.js';
import { gatewayCallers } from '../../derived/gateway-callers.js';
import { type PolicyStatement, statementsOf } from '../../evidence/iam/policy-statements.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { serviceBuckets } from '../../facts/iam.js';
import { bedrockReach, modelArn } from '../../hosts/bedrock/reach.js';
import { isHost } from '../../hosts/schemas.js';
import { guardrailHosts } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/endpoint-policy',
  severity: 'error',
  title: 'Every private endpoint has a policy that names its callers and actions; the one of Bedrock names the hosts’ models and profiles.',
  why: 'An endpoint without policy lets anything in the network call anything in any account: a private egress route for data. The policy is also what stops a stolen role of another account from using the network’s path to Bedrock.',
  fix: 'Give the endpoint a policy with listed actions and `aws:PrincipalAccount` or `aws:PrincipalArn`; let stacks/aws/network.ts derive that of bedrock-runtime.',
  source: 'Amazon VPC user guide, control access to VPC endpoints using endpoint policies',

  *resource(resource, { topology }) {
    if (resource.type !== 'AWS::EC2::VPCEndpoint') return;
    const service = renderedText(resource.properties['ServiceName'] ?? '');
    const document = resource.properties['PolicyDocument'];
    if (document === undefined) {
      yield { path: resource.origin, resource, message: `${resource.id} has no policy: it allows every action to everyone.` };
      return;
    }
    const statements = statementsOf(document).filter(({ effect }) => effect === 'Allow');
    const problems = statements.flatMap((statement) => open(statement, resource) ?? []);
    if (service.endsWith('.bedrock-runtime')) problems.push(...strangers(topology, resource, statements));
    for (const problem of problems) yield { path: resource.origin, resource, message: `${resource.id} ${problem}.` };
  },
};

const callerKeys = ['aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID'];
const positive = /^(String|Arn)(Equals|Like)$/;

function open(statement: PolicyStatement, resource: Resource): string | undefined {
  if (statement.inverted) return 'allows everything except what it names';
  const wide = statement.actions.filter((action) => action.includes('*'));
  if (wide.length > 0) return `allows ${wide.join(', ')}; name the actions`;
  const bound = statement.conditions.some(({ operator, key, values }) => callerKeys.includes(key) && positive.test(operator) && !values.includes('*'));
  if (bound || ownBuckets(statement, resource)) return undefined;
  const principal = renderedText(statement.principal ?? '*');
  return principal.includes('*') ? `allows ${statement.actions.join(', ')} to callers of any account` : undefined;
}

/** ECR hands out signed addresses of its own bucket, and package managers sign nothing: no caller there has an account. */
function ownBuckets({ actions, resources }: PolicyStatement, { stack }: Resource): boolean {
  const known = serviceBuckets(stack.region ?? '').map((bucket) => `:::${bucket}/*`);
  return actions.every((action) => action === 's3:GetObject') && resources.every((arn) => known.some((end) => arn.endsWith(end)));
}

/** What a Bedrock endpoint names beyond, or short of, the hosts of its network. */
function strangers(topology: Topology, { stack }: Resource, statements: readonly PolicyStatement[]): string[] {
  const network = subjectOf(topology, stack)?.path.split('.')[1] ?? '';
  const models = new Set<string>();
  const callers = new Set<string>();
  for (const [id, host] of guardrailHosts(topology)) {
    if (host.network !== network) continue;
    const { id: account, partition } = entity(topology.accounts.aws, host.account);
    const own = `arn:${partition}:bedrock:${host.region}:${account}`;
    const roles = gatewayCallers(topology, network, id);
    if (roles.length === 0) continue;
    for (const role of roles) callers.add(role);
    models.add(`${own}:guardrail/*`);
    const enforced = enforcedGuardrail(topology, host.account, host.region);
    if (enforced !== undefined) models.add(enforced.arn);
    // The other way round, a kind that is neither would pass as an imported model.
    if (isHost(host, 'bedrock-import')) {
      models.add(`${own}:imported-model/*`);
      continue;
    }
    const reach = bedrockReach(topology, host);
    models.add(`${own}:application-inference-profile/*`);
    for (const region of reach.destinations) models.add(modelArn(partition, region, reach.modelId));
  }
  const named = new Set(statements.flatMap(({ resources }) => resources));
  const roles = new Set(statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key === 'aws:PrincipalArn').flatMap(({ values }) => values)));
  const unbound = statements.filter(({ conditions }) => !conditions.some(({ key }) => key === 'aws:PrincipalArn'));
  const direct = statements.filter(
    ({ resources, conditions }) =>
      resources.some((arn) => arn.includes('::foundation-model/')) && !conditions.some(({ key }) => key === 'bedrock:InferenceProfileArn'),
  );
  return [
    ...difference(named, models).map((arn) => `allows ${arn}, which no host of ${network} is`),
    ...difference(models, named).map((arn) => `leaves out ${arn}, which a host of ${network} needs`),
    ...difference(roles, callers).map((arn) => `lets in ${arn}, which is no gateway role of a workload on ${network}`),
    ...difference(callers, roles).map((arn) => `keeps out ${arn}, which calls a host of ${network}`),
    ...unbound.map(({ actions }) => `allows ${actions.join(', ')} to every role of the account`),
    ...direct.map(() => 'allows models without a profile'),
  ];
}

function difference(from: ReadonlySet<string>, taken: ReadonlySet<string>): string[] {
  return [...from].filter((item) => !taken.has(item)).sort();
}
