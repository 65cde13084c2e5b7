import { gatewayRole } from '../../derived/gateway-role.js';
import { googleAccounts, projectPermissions } from '../../derived/google-accounts.js';
import { customRoleActions } from '../../evidence/iam/gateway-rights.js';
import { identityStatements, type PolicyStatement } from '../../evidence/iam/policy-statements.js';
import { workloadOfIdentity } from '../../evidence/iam/workload-of-identity.js';
import { hostOfResource, subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { blocks, type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import type { GatewayRight } from '../../hosts/shared/cloud-use.js';
import { answersOnGoogle, rightsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/workload-role',
  severity: 'error',
  title: 'A workload’s gateway role reaches the hosts of its own route and its guard only, by its own profiles, and may do nothing in another cloud but ask.',
  why: 'The role is what keeps workloads apart once their prompts are in one gateway. A role that reaches another host takes its data where its zone forbids; one that uses another’s profile spends on another’s cost centre.',
  fix: 'Grant access in the stack of the host, to the roles of workloads that name it; on Google by the gateway’s own role, on Azure by a role of the host’s own with data actions alone, on its account.',
  source: 'docs/adr/0002-bedrock-access-lives-with-the-profile.md',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const named = hostsNamedBy(workload);
      for (const [host, { account }] of callable(topology)) {
        const own = named.find((candidate) => callable(topology).some(([other, entry]) => other === candidate.host && entry.account === account));
        if (own === undefined || named.some((candidate) => candidate.host === host)) continue;
        yield {
          path: pathOf('workloads', id, own.field),
          message: `The service account of ${id} can call ${host} too: Vertex AI grants by project, and both ${own.host} and ${host} are in ${account}.`,
          fix: 'Give hosts of different workloads projects of their own.',
        };
      }
    }
  },

  *resource(resource, { topology }) {
    const statements = identityStatements(resource).filter(({ effect }) => effect === 'Allow');
    if (statements.length === 0) return;
    const names = [...strings(resource.properties['Roles'])].map(([, name]) => name);
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      if (!names.includes(gatewayRole(topology, id))) continue;
      const [host] = hostOfResource(topology, resource) ?? [];
      if (host === undefined) continue;
      if (!hostsNamedBy(workload).some((named) => named.host === host)) {
        yield {
          path: pathOf('workloads', id, 'route'),
          resource,
          message: `${resource.id} gives the role of ${id} rights on ${host}, which neither its route nor its guard names.`,
        };
        continue;
      }
      for (const statement of statements) {
        for (const problem of beyond(topology, host, id, statement, resource)) {
          yield { path: pathOf('workloads', id, 'route'), resource, message: `${statement.sid || 'A statement'} of ${resource.id} lets ${id} ${problem}.` };
        }
      }
    }
  },

  *stack(stack, { topology }) {
    yield* workloadGrants(stack, topology);
  },
};

/** Hosts on Vertex AI. A grant on one endpoint needs a resource of the beta provider, so a role counts for all in a project. */
function callable(topology: Topology) {
  return sortedEntries(topology.hosts).filter(([, host]) => answersOnGoogle(topology, host, 'vertex'));
}

/** What a statement for one workload allows beyond calling a host. */
function* beyond(topology: Topology, id: string, workload: string, statement: PolicyStatement, resource: Resource): Iterable<string> {
  const host = entity(topology.hosts, id);
  const allowed = rightsOf(host).flatMap((right) => (right.on === 'role' ? [...right.actions, ...right.may] : []));
  const strange = statement.actions.filter((action) => !allowed.includes(action));
  if (strange.length > 0) yield `${strange.join(', ')}, which calling ${id} does not take. Allowed: ${allowed.join(', ')}`;
  yield* judgeOf(host).oversteps({ topology, id, host, workload }, statement, resource);
}

/** What the identity of a workload may do in Google Cloud or Azure beyond asking. */
function* workloadGrants(stack: SynthesizedStack, topology: Topology): Iterable<Violation> {
  if (stack.cloud === 'google') yield* googleGrants(stack, topology);
  if (stack.cloud === 'azure') yield* azureGrants(stack, topology);
  if (stack.cloud === 'databricks') yield* databricksGrants(stack, topology);
  if (stack.cloud === 'watsonx') yield* ibmGrants(stack, topology);
}

function* googleGrants(stack: SynthesizedStack, topology: Topology): Iterable<Violation> {
  const { resources } = stack;
  const view = googleAccounts(topology).find(({ alias }) => subjectOf(topology, stack)?.path === pathOf('accounts', 'google', alias));
  const asking = view === undefined ? [] : projectPermissions(view);
  const accounts = resources.filter((one) => one.type === 'google_service_account' && workloadOfIdentity(topology, one) !== undefined);
  for (const grant of resources.filter(({ type }) => /_iam_(member|binding)$/.test(type))) {
    const account = accounts.find(({ id }) =>
      [...strings([grant.properties['member'], grant.properties['members']])].some(([, text]) => text.includes(`\${${id}.`)),
    );
    if (account === undefined) continue;
    const role = String(grant.properties['role']);
    const custom = resources.find(({ type, id }) => type === 'google_project_iam_custom_role' && role.includes(`\${${id}.`));
    const beyond = [...strings(custom?.properties['permissions'])].map(([, permission]) => permission).filter((permission) => !asking.includes(permission));
    const found = custom === undefined || grant.type !== 'google_project_iam_member' ? role : beyond.join(', ');
    if (found !== '') yield { path: account.origin, resource: grant, message: `${grant.id} gives ${account.id} ${found}. Allowed: ${asking.join(', ')}.` };
  }
}

function* azureGrants(stack: SynthesizedStack, topology: Topology): Iterable<Violation> {
  const { resources } = stack;
  const host = subjectOf(topology, stack)?.host?.[1];
  const rights = host === undefined ? [] : rightsOf(host);
  const identities = resources.filter((one) => one.type === 'azurerm_user_assigned_identity' && workloadOfIdentity(topology, one) !== undefined);
  const isOn = (of: string, scope: unknown) => resources.some(({ type, id }) => type === of && scope === `\${${id}.id}`);
  for (const grant of resources.filter(({ type }) => type === 'azurerm_role_assignment')) {
    const { principal_id: principal, role_definition_name: role, role_definition_id: roleId, scope } = grant.properties;
    const identity = identities.find(({ id }) => principal === `\${${id}.principal_id}`);
    if (identity === undefined) continue;
    const { data, control } = customRoleActions(resources, roleId);
    const given = [...control, ...data];
    const isAllowed = (right: GatewayRight) =>
      (right.on === 'resource' && right.role === role && isOn(right.type, scope)) ||
      (right.on === 'data' && given.length > 0 && given.every((action) => right.actions.includes(action)) && isOn(right.type, scope));
    if (rights.some(isAllowed)) continue;
    const allowed = rights.flatMap((right) => (right.on === 'resource' ? [right.role] : right.on === 'data' ? right.actions : []));
    yield {
      path: identity.origin,
      resource: grant,
      message: `${grant.id} gives ${identity.id} ${given.join(', ') || String(role ?? roleId)} on ${String(scope)}. Allowed: ${allowed.join(', ') || 'nothing'} on the account of the host.`,
    };
  }
}

/** Permissions of a workload's service principal: in the workspace, and on the endpoint of its host. */
function* databricksGrants(stack: SynthesizedStack, topology: Topology): Iterable<Violation> {
  const host = subjectOf(topology, stack)?.host?.[1];
  const rights = host === undefined ? [] : rightsOf(host);
  const allowed = (on: 'workspace' | 'endpoint') => rights.flatMap((right) => (right.on === on ? [right.permission] : []));
  for (const grant of stack.resources) {
    const [on, permissions] =
      grant.type === 'databricks_permissions'
        ? (['endpoint', blocks(grant.properties['access_control']).map((entry) => String(entry['permission_level']))] as const)
        : grant.type === 'databricks_mws_permission_assignment'
          ? (['workspace', [...strings(grant.properties['permissions'])].map(([, permission]) => permission)] as const)
          : (['endpoint', []] as const);
    const beyond = permissions.filter((permission) => !allowed(on).includes(permission));
    if (beyond.length > 0)
      yield { path: grant.origin, resource: grant, message: `${grant.id} gives ${beyond.join(', ')}. Allowed: ${allowed(on).join(', ') || 'nothing'}.` };
  }
}

/** Roles of a trusted profile, and what they are on: the instance of its host alone. */
function* ibmGrants(stack: SynthesizedStack, topology: Topology): Iterable<Violation> {
  const host = subjectOf(topology, stack)?.host?.[1];
  const allowed = (host === undefined ? [] : rightsOf(host)).flatMap((right) => (right.on === 'instance' ? right.roles : []));
  const instances = stack.resources.filter(({ type }) => type === 'ibm_resource_instance');
  for (const grant of stack.resources.filter(({ type }) => type === 'ibm_iam_trusted_profile_policy')) {
    const beyond = [...strings(grant.properties['roles'])].map(([, role]) => role).filter((role) => !allowed.includes(role));
    const on = blocks(grant.properties['resources']).map((block) => String(block['resource_instance_id']));
    const elsewhere = on.length === 0 || on.some((instance) => !instances.some(({ id }) => instance === `\${${id}.guid}`));
    if (beyond.length === 0 && !elsewhere) continue;
    yield {
      path: grant.origin,
      resource: grant,
      message: `${grant.id} gives ${beyond.join(', ') || allowed.join(', ')} on ${on.join(', ') || 'everything'}. Allowed: ${allowed.join(', ') || 'nothing'} on the instance of the host.`,
    };
  }
}
