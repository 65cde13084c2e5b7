import { enforcedGuardrail } from '../../derived/boundary.js';
import { gatewayCallers } from '../../derived/gateway-callers.js';
import { endpointsOfNetwork } from '../../derived/network-endpoints.js';
import { type PolicyStatement, statementsOf } from '../../evidence/iam/policy-statements.js';
import { egressJobOf } from '../../evidence/network/egress-stack.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { serviceBuckets } from '../../facts/iam.js';
import { guardrailHosts } from '../../hosts/select.js';
import { guardedUse } from '../../hosts/traits.js';
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
    // Endpoint services of one's own take no policy.
    if (egressJobOf(topology, resource.stack)?.proxy?.service === service) return;
    const document = resource.properties['PolicyDocument'];
    if (document === undefined) {
      yield { path: resource.origin, resource, severity: 'fatal', message: `${resource.id} has no policy: it allows every action to everyone.` };
      return;
    }
    const statements = statementsOf(document).filter(({ effect }) => effect === 'Allow');
    const problems = statements.flatMap((statement) => [...openings(topology, statement, resource, service)]);
    for (const problem of problems) yield { path: resource.origin, resource, severity: 'fatal', message: `${resource.id} ${problem}.` };
    if (!service.endsWith('.bedrock-runtime')) return;
    const { more, less } = strangers(topology, resource, statements);
    for (const problem of more) yield { path: resource.origin, resource, severity: 'fatal', message: `${resource.id} ${problem}.` };
    for (const problem of less) yield { path: resource.origin, resource, message: `${resource.id} ${problem}.` };
  },
};

/** What a statement lets through that the tenants of the network do not need: data leaves by an action, a caller or a bucket too many. */
function* openings(topology: Topology, statement: PolicyStatement, resource: Resource, service: string): Iterable<string> {
  if (statement.inverted) yield 'allows everything except what it names';
  const wide = statement.actions.filter((action) => action.includes('*'));
  if (wide.length > 0) yield `allows ${wide.join(', ')}; name the actions`;
  const storage = service.endsWith('.s3');
  const needed = storage ? storageActions(topology, resource) : actionsOf(topology, resource, service);
  const strange = statement.actions.filter((action) => !action.includes('*') && !needed.includes(action));
  if (strange.length > 0) yield `allows ${strange.join(', ')}, which nothing in the network needs. Allowed: ${needed.join(', ') || 'nothing'}`;
  if (storage && servicesBuckets(statement, resource)) return;
  if (!isBound(statement, resource)) yield `allows ${statement.actions.join(', ')} to callers of any account`;
  if (storage && !ownBuckets(topology, statement, resource)) yield `allows ${statement.actions.join(', ')} on buckets of other accounts`;
}

/** A role is held against the gateways' where it is named: at Bedrock. */
function isBound({ conditions }: PolicyStatement, { stack }: Resource): boolean {
  return conditions.some(({ operator, key, values }) => {
    if (key === 'aws:PrincipalArn') return /^(String|Arn)(Equals|Like)$/.test(operator) && !values.includes('*');
    return key === 'aws:PrincipalAccount' && operator === 'StringEquals' && values.length === 1 && values[0] === stack.account;
  });
}

function actionsOf(topology: Topology, { stack }: Resource, service: string): readonly string[] {
  const name = service.replace(/^com\.amazonaws\.[^.]+\./, '');
  const endpoints = egressJobOf(topology, stack)?.endpoints ?? endpointsOfNetwork(topology, subjectOf(topology, stack)?.path.split('.')[1] ?? '');
  return endpoints[name] ?? [];
}

/** Nodes read; a job does what it is for. */
function storageActions(topology: Topology, { stack }: Resource): readonly string[] {
  return egressJobOf(topology, stack)?.storage.actions ?? ['s3:GetBucketLocation', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'];
}

/** ECR hands out signed addresses of its own bucket, and package managers sign nothing: no caller there has an account. */
function servicesBuckets({ actions, resources }: PolicyStatement, { stack }: Resource): boolean {
  const known = serviceBuckets(stack.region ?? '').map((bucket) => `:::${bucket}/*`);
  return actions.every((action) => action === 's3:GetObject') && resources.every((arn) => known.some((end) => arn.endsWith(end)));
}

/** Buckets of the network's account; those of a job alone, where it works. */
function ownBuckets(topology: Topology, { conditions, resources }: PolicyStatement, { stack }: Resource): boolean {
  const job = egressJobOf(topology, stack);
  if (job === undefined) {
    return conditions.some(({ operator, key, values }) => operator === 'StringEquals' && key === 's3:ResourceAccount' && values.join() === stack.account);
  }
  return resources.every((arn) => Object.entries(job.storage.buckets).some(([bucket, prefix]) => arn.endsWith(`:::${bucket}/${prefix}*`)));
}

/** What a Bedrock endpoint names beyond, or short of, the hosts of its network. */
function strangers(topology: Topology, { stack }: Resource, statements: readonly PolicyStatement[]): { more: string[]; less: string[] } {
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
    const { invoked, behind } = guardedUse(topology, host);
    for (const arn of [invoked, ...behind]) models.add(arn);
  }
  const named = new Set(statements.flatMap(({ resources }) => resources));
  const roles = new Set(statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key === 'aws:PrincipalArn').flatMap(({ values }) => values)));
  const unbound = statements.filter(({ conditions }) => !conditions.some(({ key }) => key === 'aws:PrincipalArn'));
  const direct = statements.filter(
    ({ resources, conditions }) =>
      resources.some((arn) => arn.includes('::foundation-model/')) && !conditions.some(({ key }) => key === 'bedrock:InferenceProfileArn'),
  );
  return {
    more: [
      ...difference(named, models).map((arn) => `allows ${arn}, which no host of ${network} is`),
      ...difference(roles, callers).map((arn) => `lets in ${arn}, which is no gateway role of a workload on ${network}`),
      ...unbound.map(({ actions }) => `allows ${actions.join(', ')} to every role of the account`),
      ...direct.map(() => 'allows models without a profile'),
    ],
    less: [
      ...difference(models, named).map((arn) => `leaves out ${arn}, which a host of ${network} needs`),
      ...difference(callers, roles).map((arn) => `keeps out ${arn}, which calls a host of ${network}`),
    ],
  };
}

function difference(from: ReadonlySet<string>, taken: ReadonlySet<string>): string[] {
  return [...from].filter((item) => !taken.has(item)).sort();
}
