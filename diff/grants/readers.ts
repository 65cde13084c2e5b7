import type { GrantForm } from '../../catalogue/row.js';
import { contentFilter, guardrail, modelArmor, type Stopped } from '../guards.js';
import { federatedCredential, networkSecurityGroup, networkSecurityRule, policyAssignment, roleAssignment, roleDefinition } from './azure.js';
import { accessControl, addressList, egressPolicy, federationPolicy } from './databricks.js';
import { auditConfig, customRole, firewall, identityProvider, organizationPolicy, perimeter, roleMember } from './google.js';
import { deny, type Granted, type Reader } from './granted.js';
import { profileIdentity, profilePolicy } from './ibm.js';
import { securityGroup, securityGroupRule } from './security-groups.js';
import { statements } from './statements.js';

/** One reader for each form in which a type grants, opens or refuses something. */
export const readers: Readonly<Record<GrantForm, Reader>> = {
  'security-group': securityGroup,
  'security-group-ingress': (rule) => securityGroupRule(rule, 'in'),
  'security-group-egress': (rule) => securityGroupRule(rule, 'out'),
  guardrail: (guard) => kept(guardrail(guard)),
  'role-member': roleMember,
  'custom-role': customRole,
  'role-definition': roleDefinition,
  'identity-provider': identityProvider,
  'organization-policy': organizationPolicy,
  firewall,
  'audit-config': auditConfig,
  perimeter,
  'prompt-filter': (guard) => kept(modelArmor(guard)),
  'role-assignment': roleAssignment,
  'federated-credential': federatedCredential,
  'policy-assignment': policyAssignment,
  'network-security-group': networkSecurityGroup,
  'network-security-rule': networkSecurityRule,
  'access-control': accessControl,
  'federation-policy': federationPolicy,
  'egress-policy': egressPolicy,
  'address-list': addressList,
  'profile-identity': profileIdentity,
  'profile-policy': profilePolicy,
  statements,
  'content-filter': (guard) => kept(contentFilter(guard)),
};

function* kept(stopped: Iterable<Stopped>): Iterable<Granted> {
  for (const one of stopped) yield { ...deny, who: 'prompts and answers', where: '', ...one };
}
