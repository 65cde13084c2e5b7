import { type Trust, trustIn } from '../../derived/gateway-trust.js';
import { workloadOfIdentity } from '../../evidence/iam/workload-of-identity.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, googlePrincipalOf } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/federated-role',
  severity: 'fatal',
  title: 'Another cloud lets in exactly the gateway roles of the workloads that call it, each as its own identity.',
  why: 'A pool provider without a condition admits every role of the AWS account, and one that only compares the account or a prefix admits anyone who can name a role. The binding then decides alone, and one binding to the whole pool makes every workload every other.',
  fix: 'Restore the synthesized provider and bind each service account or identity to one subject.',
  source: 'Google Cloud IAM, best practices for workload identity federation; AWS IAM, outbound identity federation',

  *resource(resource, context) {
    for (const message of problems(resource, context)) yield { path: resource.origin, resource, message };
  },

  *stack(stack, { topology }) {
    yield* sharedIdentities(stack, topology);
  },
};

function problems(resource: Resource, context: RuleContext): string[] {
  const { topology } = context;
  switch (resource.type) {
    case 'google_iam_workload_identity_pool_provider':
      return [...conditionProblems(resource, trustIn(context)), ...proofProblems(resource, trustIn(context))];
    case 'google_service_account_iam_member':
      return dig(resource.properties, 'role') === 'roles/iam.workloadIdentityUser' ? bindingProblems(resource, topology, trustIn(context)) : [];
    case 'google_service_account_iam_binding':
    case 'google_service_account_iam_policy':
      return [`${resource.type} names every caller at once; the blueprint binds one subject by google_service_account_iam_member.`];
    case 'azurerm_federated_identity_credential':
      return credentialProblems(resource, topology, trustIn(context));
    case 'databricks_service_principal_federation_policy':
      return federationProblems(resource, topology, trustIn(context));
    default:
      return [];
  }
}

function conditionProblems({ properties }: Resource, { subjects }: Trust): string[] {
  const condition = properties['attribute_condition'];
  if (typeof condition !== 'string' || condition === '') return ['attribute_condition is absent: every role of the AWS account is let in.'];
  const [, list] = /^(?:assertion\.sub|attribute\.aws_role) in \[((?:'[^']+'(?:, )?)+)\]$/.exec(condition) ?? [];
  if (list === undefined) return [`attribute_condition is ${condition}. Allowed: a comparison with the exact roles of workloads.`];
  const foreign = [...list.matchAll(/'([^']+)'/g)].map(([, subject = '']) => subject).filter((subject) => !subjects.has(subject));
  return foreign.length > 0 ? [`attribute_condition admits ${foreign.join(', ')}, which is no gateway role of this topology.`] : [];
}

/** Who may prove to be a role, how, and for whom the proof was made. */
function proofProblems({ properties }: Resource, { accounts, issuers }: Trust): string[] {
  const { oidc, aws } = properties;
  const mapping = record(blocks(properties['attribute_mapping'])[0]);
  // With another subject, bindings that name a role are bindings to whatever the mapping makes of a token.
  const subject = oidc === undefined ? mapping['attribute.aws_role'] : 'assertion.sub';
  const mapped = mapping['google.subject'] === subject && subject !== undefined && String(subject).includes('assertion.');
  const audiences = dig(oidc, 'allowed_audiences');
  const own = `/providers/${String(properties['workload_identity_pool_provider_id'])}`;
  const forItself =
    Array.isArray(audiences) && audiences.length === 1 && /^https:\/\/iam\.googleapis\.com\/projects\/\d+\//.test(audiences[0]) && audiences[0].endsWith(own);
  return [
    ...(mapped ? [] : [`attribute_mapping makes google.subject ${String(mapping['google.subject'])}. Allowed: the role that the proof is for.`]),
    // Without a list Google takes the provider's own name, but a token made for anything else must not pass.
    ...(oidc !== undefined && !forItself ? ['oidc.allowed_audiences must name the provider alone.'] : []),
    ...(oidc !== undefined && !issuers.has(String(dig(oidc, 'issuer_uri')))
      ? [`oidc.issuer_uri is ${dig(oidc, 'issuer_uri')}, which is not the issuer of a gateway’s account.`]
      : []),
    ...(aws !== undefined && !accounts.has(String(dig(aws, 'account_id'))) ? [`aws.account_id is ${dig(aws, 'account_id')}, where no gateway is.`] : []),
  ];
}

function bindingProblems(resource: Resource, topology: Topology, trust: Trust): string[] {
  const member = renderedText(resource.properties['member'] ?? '');
  const own = ownPrincipal(resource, topology);
  if (own !== undefined) return member === own ? [] : [`member is ${member}. Allowed: ${own}, which the gateway is on Google.`];
  const [, subject] = /^principal:\/\/iam\.googleapis\.com\/.+?\/subject\/(.+)$/.exec(member) ?? [];
  return subject === undefined ? [`member is ${member}. Allowed: principal://…/subject/<gateway role>.`] : subjectProblems(subject, resource, topology, trust);
}

/** Who the gateway of the workload, whose service account a binding is on, is on Google already. */
function ownPrincipal(binding: Resource, topology: Topology): string | undefined {
  const workload = workloadBoundBy(binding, topology);
  return workload === undefined ? undefined : googlePrincipalOf(topology, entity(topology.workloads, workload));
}

/** The workload whose identity a resource lets somebody take. */
function workloadBoundBy({ properties, stack }: Resource, topology: Topology): string | undefined {
  const { parent_id: onAzure, service_account_id: onGoogle, service_principal_id: onDatabricks } = properties;
  const identity = stack.resources.find(({ id }) => String(onAzure ?? onGoogle ?? onDatabricks).startsWith(`\${${id}.`));
  return identity && workloadOfIdentity(topology, identity);
}

function credentialProblems(resource: Resource, topology: Topology, trust: Trust): string[] {
  const { subject, issuer, audience } = resource.properties;
  const audiences = [audience].flat().map(String);
  return [
    ...subjectProblems(renderedText(subject ?? ''), resource, topology, trust),
    ...(trust.issuers.has(String(issuer)) ? [] : [`issuer is ${String(issuer)}, which is not the issuer of a gateway’s account.`]),
    // The only audience that Entra ID documents; a token for anything else was issued to someone else.
    ...(audiences.join() === 'api://AzureADTokenExchange' ? [] : [`audience is ${audiences.join(', ')}. Allowed: api://AzureADTokenExchange.`]),
  ];
}

/** Databricks takes keys that a policy names before those of the issuer, and any claim as the subject. */
function federationProblems(resource: Resource, topology: Topology, trust: Trust): string[] {
  const { subject, issuer, audiences, ...more } = record(blocks(resource.properties['oidc_policy'])[0]);
  const accounts = Object.values(topology.accounts.databricks).map(({ accountId }) => accountId);
  const meant = [audiences].flat().map(String);
  return [
    ...subjectProblems(renderedText(subject ?? ''), resource, topology, trust),
    ...(trust.issuers.has(String(issuer)) ? [] : [`oidc_policy.issuer is ${String(issuer)}, which is not the issuer of a gateway’s account.`]),
    ...(meant.length === 1 && accounts.includes(meant[0] ?? '')
      ? []
      : [`oidc_policy.audiences is ${meant.join(', ')}. Allowed: the id of the Databricks account alone.`]),
    ...Object.keys(more).map((name) => `oidc_policy has ${name}. Allowed: keys of the issuer, and its own subject.`),
  ];
}

function subjectProblems(subject: string, resource: Resource, topology: Topology, { subjects }: Trust): string[] {
  const workload = subjects.get(subject);
  if (workload === undefined) return [`${subject} is no gateway role of this topology.`];
  const owner = workloadBoundBy(resource, topology);
  return owner === workload ? [] : [`${subject} is the role of ${workload}; this identity is that of ${owner ?? 'no workload'}.`];
}

const federation = 'roles/iam.workloadIdentityUser';

/** Identities in another cloud that more than one caller may take, and grants to a whole pool of callers. */
function* sharedIdentities({ cloud, resources }: SynthesizedStack, topology: Topology): Iterable<Violation> {
  if (cloud === 'azure') {
    yield* taken(
      resources.filter(({ type }) => type === 'azurerm_federated_identity_credential'),
      'parent_id',
      'subject',
    );
    return;
  }
  if (cloud === 'databricks') {
    const policies = resources.filter(({ type }) => type === 'databricks_service_principal_federation_policy');
    yield* taken(
      policies.map((policy) => ({ ...policy, properties: { ...policy.properties, subject: dig(policy.properties, 'oidc_policy', 'subject') } })),
      'service_principal_id',
      'subject',
    );
    return;
  }
  if (cloud !== 'google') return;
  const grants = resources.filter(({ type }) => type === 'google_service_account_iam_member');
  const federated = grants.filter(({ properties }) => properties['role'] === federation);
  // A gateway that is somebody on Google takes the account of each workload of its zone, as on AWS it takes their roles.
  const own = federated.filter((grant) => ownPrincipal(grant, topology) !== undefined);
  yield* taken(
    federated.filter((grant) => !own.includes(grant)),
    'service_account_id',
    'member',
  );
  const accounts = new Set(federated.map(({ properties }) => properties['service_account_id']));
  for (const grant of grants) {
    const { role, member, service_account_id: account } = grant.properties;
    if (role === federation || !accounts.has(account)) continue;
    yield {
      path: grant.origin,
      resource: grant,
      message: `${String(member)} may act as the service account of a workload, by ${String(role)}. Allowed: its gateway role alone.`,
    };
  }
  for (const resource of resources.filter(({ type, properties }) => /_iam_(member|binding|policy)$/.test(type) && properties['role'] !== federation)) {
    const pool = [...strings(resource.properties)].find(([, text]) => text.includes('principalSet://'));
    if (pool !== undefined) yield { path: resource.origin, resource, message: `${resource.id} grants to ${pool[1]}, which is more than one caller.` };
  }
}

/** Each identity has one caller, and each caller one identity. */
function* taken(grants: readonly Resource[], identity: string, caller: string): Iterable<Violation> {
  for (const [own, other, what] of [
    [identity, caller, 'is taken by'],
    [caller, identity, 'takes'],
  ] as const) {
    const known = new Map<unknown, unknown>();
    for (const grant of grants) {
      const [key, value] = [grant.properties[own], grant.properties[other]];
      const first = known.get(key) ?? value;
      known.set(key, first);
      if (first !== value)
        yield { path: grant.origin, resource: grant, message: `${String(key)} ${what} both ${String(first)} and ${String(value)}. Allowed: one.` };
    }
  }
}
