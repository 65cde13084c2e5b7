import { gatewayRole } from '../../derived/gateway-role.js';
import { serviceAccountId } from '../../derived/names.js';
import type { GatewayRight } from '../../hosts/shared/cloud-use.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { stacksOfHost, subjectOf } from '../synthesized/host-of-resource.js';
import { blocks, type Resource, type SynthesizedStack, strings } from '../synthesized/stack.js';
import { like } from './condition.js';
import { identityStatements, type PolicyStatement } from './policy-statements.js';
import { workloadOfIdentity } from './workload-of-identity.js';

/** The gateway of a workload, and a host that it calls. */
interface Call {
  readonly topology: Topology;
  readonly workload: string;
  readonly host: string;
}

/**
 * What of a right the output does not give: actions or permissions, or a role. Nothing while no stack of the host is there, which
 * state/complete reports.
 */
export function missingRights(call: Call, right: GatewayRight, stacks: readonly SynthesizedStack[]): readonly string[] {
  const { topology, host } = call;
  const own = stacksOfHost(topology, host, stacks).flatMap(({ resources }) => resources);
  if (right.on === 'project') return without(right.permissions, projectPermissions(call, stacks));
  if (own.length === 0) return [];
  if (right.on === 'role') return without(right.actions, roleActions(call, own));
  if (right.on === 'workspace' || right.on === 'endpoint') return without([right.permission], permissionsOn(call, right.on, own));
  if (right.on === 'instance') return without(right.roles, instanceRoles(call, own));
  if (right.on === 'data') return without(right.actions, dataActions(call, own, right.type));
  return without([right.role], right.on === 'secret' ? secretRoles(call, own) : resourceRoles(call, own, right.type));
}

function without(needed: readonly string[], given: readonly string[]): readonly string[] {
  return needed.filter((one) => !given.includes(one));
}

/** Actions that policies attached to the gateway's role allow, and none of them takes away. */
function roleActions({ topology, workload }: Call, resources: readonly Resource[]): string[] {
  const role = gatewayRole(topology, workload);
  const attached = resources.filter(({ properties }) => [...strings(properties['Roles'])].some(([, name]) => name === role));
  const statements = attached.flatMap((resource) => identityStatements(resource));
  const denied = statements.filter(({ effect }) => effect === 'Deny');
  const takenAway = (action: string) =>
    denied.some(({ inverted, actions }) => inverted || actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())));
  return statements.flatMap((statement) => (statement.effect === 'Allow' && isMet(statement) ? statement.actions : [])).filter((action) => !takenAway(action));
}

/** What calls of a gateway bring along. What is asked of it there, licence/aup-coverage, identity/workload-role and identity/principals judge. */
const metByCalls: ReadonlySet<string> = new Set([
  'aws:SourceVpc',
  'bedrock:GuardrailIdentifier',
  'bedrock:InferenceProfileArn',
  'kms:ViaService',
  'sts:DurationSeconds',
  'sts:IdentityTokenAudience',
]);

/** Whether calls of a gateway are known to meet what a statement asks of them. */
export function isMet({ conditions }: Pick<PolicyStatement, 'conditions'>): boolean {
  return conditions.every(({ key }) => metByCalls.has(key));
}

/** Permissions of the roles made in the host's project that the workload's service account has there. */
function projectPermissions({ topology, workload, host }: Call, stacks: readonly SynthesizedStack[]): readonly string[] {
  const project = pathOf('accounts', 'google', entity(topology.hosts, host).account);
  const resources = stacks.filter((stack) => subjectOf(topology, stack)?.path === project).flatMap((stack) => stack.resources);
  const account = identityOf(topology, workload, resources);
  const granted = resources.filter(({ type, properties }) => type === 'google_project_iam_member' && names(properties['member'], account));
  const roles = resources.filter((one) => one.type === 'google_project_iam_custom_role' && granted.some(({ properties }) => names(properties['role'], one)));
  return roles.flatMap(({ properties }) => [...strings(properties['permissions'])].map(([, permission]) => permission));
}

/** Predefined roles that the workload's service account has on secrets. */
function secretRoles({ topology, workload, host }: Call, resources: readonly Resource[]): string[] {
  const { project } = entity(topology.accounts.google, entity(topology.hosts, host).account);
  const member = `serviceAccount:${serviceAccountId(topology.name, workload)}@${project}.iam.gserviceaccount.com`;
  const granted = resources.filter(({ type, properties }) => type === 'google_secret_manager_secret_iam_member' && properties['member'] === member);
  return granted.map(({ properties }) => String(properties['role']));
}

/** Roles that the workload's identity has on resources of a type. */
function resourceRoles(call: Call, resources: readonly Resource[], on: string): string[] {
  return assignments(call, resources, on).map(({ properties }) => String(properties['role_definition_name']));
}

/** Data actions that roles made here give the workload's identity on resources of a type. */
function dataActions(call: Call, resources: readonly Resource[], on: string): string[] {
  const assigned = assignments(call, resources, on);
  return assigned.flatMap(({ properties }) => customRoleActions(resources, properties['role_definition_id']).data);
}

/** What a role that is made here allows; nothing where it is made elsewhere. */
export function customRoleActions(resources: readonly Resource[], roleId: unknown): { readonly data: readonly string[]; readonly control: readonly string[] } {
  const role = resources.find(({ type, id }) => type === 'azurerm_role_definition' && roleId === `\${${id}.role_definition_resource_id}`);
  const permissions = blocks(role?.properties['permissions']);
  const named = (key: string) => permissions.flatMap((one) => [...strings(one[key])].map(([, action]) => action));
  const taken = named('not_data_actions');
  return { data: named('data_actions').filter((action) => !taken.includes(action)), control: named('actions') };
}

function assignments({ topology, workload }: Call, resources: readonly Resource[], on: string): Resource[] {
  const identity = identityOf(topology, workload, resources);
  const targets = resources.filter(({ type }) => type === on);
  return resources.filter(
    ({ type, properties }) =>
      type === 'azurerm_role_assignment' && names(properties['principal_id'], identity) && targets.some((target) => names(properties['scope'], target)),
  );
}

/** Permissions of the workload's service principal: in the workspace of the host, or on the endpoint that its own stack makes. */
function permissionsOn({ topology, workload, host }: Call, on: 'workspace' | 'endpoint', resources: readonly Resource[]): string[] {
  const identity = identityOf(topology, workload, resources);
  if (on === 'endpoint') {
    const endpoints = resources.filter(({ type }) => type === 'databricks_model_serving_provisioned_throughput');
    const lists = resources.filter(
      ({ type, properties }) => type === 'databricks_permissions' && endpoints.some((one) => names(properties['serving_endpoint_id'], one)),
    );
    const entries = lists.flatMap(({ properties }) => blocks(properties['access_control']));
    return entries.filter((entry) => names(entry['service_principal_name'], identity)).map((entry) => String(entry['permission_level']));
  }
  const { workspaceId } = entity(topology.accounts.databricks, entity(topology.hosts, host).account);
  const assigned = resources.filter(
    ({ type, properties }) =>
      type === 'databricks_mws_permission_assignment' && String(properties['workspace_id']) === workspaceId && names(properties['principal_id'], identity),
  );
  return assigned.flatMap(({ properties }) => [...strings(properties['permissions'])].map(([, permission]) => permission));
}

/** Roles of a workload's trusted profile on an instance of the same module. */
function instanceRoles({ topology, workload }: Call, resources: readonly Resource[]): string[] {
  const profile = identityOf(topology, workload, resources);
  const instances = resources.filter(({ type }) => type === 'ibm_resource_instance');
  const policies = resources.filter(({ type, properties }) => type === 'ibm_iam_trusted_profile_policy' && names(properties['profile_id'], profile));
  const onInstance = policies.filter(({ properties }) =>
    blocks(properties['resources']).every((block) => instances.some((one) => names(block['resource_instance_id'], one))),
  );
  return onInstance.flatMap(({ properties }) => [...strings(properties['roles'])].map(([, role]) => role));
}

function identityOf(topology: Topology, workload: string, resources: readonly Resource[]): Resource | undefined {
  return resources.find((one) => workloadOfIdentity(topology, one) === workload);
}

function names(value: unknown, resource: Resource | undefined): boolean {
  return resource !== undefined && String(value).includes(`\${${resource.id}.`);
}
