import { gatewayRoleName } from '../../topology/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, sortedEntries } from '../../topology/views.js';
import { renderedText } from '../rendered-text.js';
import type { Rule } from '../rule.js';
import { dig, type Resource } from '../synthesized.js';

export const rule: Rule = {
  id: 'identity/federated-role',
  severity: 'fatal',
  title: 'Another cloud lets in exactly the gateway roles of the workloads that call it, each as its own identity.',
  why: 'A pool provider without a condition admits every role of the AWS account, and one that only compares the account or a prefix admits whoever can name a role. The binding then decides alone, and one binding to the whole pool makes every workload every other.',
  fix: 'Restore the synthesized attribute condition and bind each service account or identity to one subject.',
  source: 'Google Cloud IAM, best practices for workload identity federation; AWS IAM, outbound identity federation',

  *resource(resource, { topology }) {
    const allowed = gatewaySubjects(topology);
    for (const message of problems(resource, allowed)) yield { path: resource.origin, resource, message };
  },
};

function problems(resource: Resource, allowed: ReadonlyMap<string, string>): string[] {
  switch (resource.type) {
    case 'google_iam_workload_identity_pool_provider':
      return providerProblems(resource, allowed);
    case 'google_service_account_iam_member':
      return dig(resource.properties, 'role') === 'roles/iam.workloadIdentityUser' ? bindingProblems(resource, allowed) : [];
    case 'google_service_account_iam_binding':
    case 'google_service_account_iam_policy':
      return [`${resource.type} names every caller at once; the blueprint binds one subject by google_service_account_iam_member.`];
    case 'azurerm_federated_identity_credential':
      return subjectProblems(renderedText(resource.properties['subject'] ?? ''), resource, allowed);
    default:
      return [];
  }
}

function providerProblems({ properties }: Resource, allowed: ReadonlyMap<string, string>): string[] {
  const condition = properties['attribute_condition'];
  if (typeof condition !== 'string' || condition === '') return ['attribute_condition is absent: every role of the AWS account is let in.'];
  const [, list] = /^(?:assertion\.sub|attribute\.aws_role) in \[((?:'[^']+'(?:, )?)+)\]$/.exec(condition) ?? [];
  if (list === undefined) return [`attribute_condition is ${condition}. Allowed: a comparison with the exact roles of workloads.`];
  const foreign = [...list.matchAll(/'([^']+)'/g)].map(([, subject = '']) => subject).filter((subject) => !allowed.has(subject));
  const audiences = dig(properties, 'oidc', 'allowed_audiences');
  return [
    ...(foreign.length > 0 ? [`attribute_condition admits ${foreign.join(', ')}, which is no gateway role of this topology.`] : []),
    // Without a list Google takes the provider's own name, but a token made for anything else must not pass.
    ...(properties['oidc'] !== undefined && !(Array.isArray(audiences) && audiences.length === 1)
      ? ['oidc.allowed_audiences must name the provider alone.']
      : []),
  ];
}

function bindingProblems(resource: Resource, allowed: ReadonlyMap<string, string>): string[] {
  const member = renderedText(resource.properties['member'] ?? '');
  const [, subject] = /^principal:\/\/iam\.googleapis\.com\/.+?\/subject\/(.+)$/.exec(member) ?? [];
  return subject === undefined ? [`member is ${member}. Allowed: principal://…/subject/<gateway role>.`] : subjectProblems(subject, resource, allowed);
}

function subjectProblems(subject: string, { origin }: Resource, allowed: ReadonlyMap<string, string>): string[] {
  const workload = allowed.get(subject);
  if (workload === undefined) return [`${subject} is no gateway role of this topology.`];
  const [section, id] = origin.split('.');
  return section === 'workloads' && id !== workload ? [`${subject} is the role of ${workload}; this identity is that of ${id}.`] : [];
}

/** Workloads by what their gateway role is called in AWS's tokens, and in what STS answers. */
function gatewaySubjects(topology: Topology): ReadonlyMap<string, string> {
  return new Map(
    sortedEntries(topology.workloads).flatMap(([id, workload]) => {
      const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
      if (network?.cloud !== 'aws') return [];
      const { id: account, partition } = entity(topology.accounts.aws, network.account);
      const role = gatewayRoleName(topology.name, id);
      return [
        [`arn:${partition}:iam::${account}:role/${role}`, id],
        [`arn:${partition}:sts::${account}:assumed-role/${role}`, id],
      ] as const;
    }),
  );
}
