import { type Resource, strings } from '../synthesized/stack.js';

/** Google roles that allow whatever the project has, or to hand rights on; each service's own admin among them. */
const googleRoles = /^roles\/(owner|editor|viewer|iam\.(serviceAccount.*|workloadIdentityUser|securityAdmin)|.*admin)$/i;
/** A grant on the project counts for everything in it. */
const projectGrant = /^google_(project|folder|organization)_iam_(member|binding)$/;
/** Permissions that become any other one. */
const handingOn =
  /(\.setIamPolicy|^iam\.serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)|^iam\.(roles|serviceAccountKeys)\..*)$/;
const azureRoles = ['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator'];

/** What a Terraform resource grants that is more than a named thing to do; undefined when nothing. */
export function broadGrant({ type, properties }: Resource): string | undefined {
  const role = String(properties['role'] ?? '');
  if (projectGrant.test(type) && googleRoles.test(role)) return `${role} on all of it`;
  if (/^google_.*_iam_(member|binding)$/.test(type) && /^roles\/(owner|editor|viewer|.*admin)$/i.test(role)) return role;
  if (/^google_.*_iam_policy$/.test(type)) return 'a whole IAM policy, which replaces every grant that others made';
  if (/^google_.*custom_role$/.test(type)) {
    const broad = [...strings(properties['permissions'])].map(([, permission]) => permission).filter((permission) => handingOn.test(permission));
    return broad.length === 0 ? undefined : `${broad.join(', ')}, which hands rights on`;
  }
  if (type === 'azurerm_role_assignment') {
    const name = String(properties['role_definition_name'] ?? properties['role_definition_id']);
    if (azureRoles.includes(name)) return name;
    return /^\/subscriptions\/[^/]+$/.test(String(properties['scope'])) ? `${name} on a whole subscription` : undefined;
  }
  const actions = [...strings([properties['permissions']])].map(([, action]) => action);
  return type === 'azurerm_role_definition' && actions.some((action) => action.includes('*')) ? 'every action of a provider' : undefined;
}
