import { type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import type { Violation } from '../rule.js';

/** Permissions by which a question is asked, searched for, screened or checked. None reads, changes or deletes a model. */
const asking = [
  'aiplatform.endpoints.predict',
  'discoveryengine.groundingConfigs.check',
  'discoveryengine.servingConfigs.search',
  'modelarmor.templates.useToSanitizeModelResponse',
  'modelarmor.templates.useToSanitizeUserPrompt',
];

/** The role that Microsoft documents for inference with models that are not OpenAI's. */
const inference = 'Cognitive Services User';

/** What the identity of a workload may do in Google Cloud or Azure beyond asking. */
export function* workloadGrants({ cloud, resources }: SynthesizedStack): Iterable<Violation> {
  if (cloud === 'google') yield* googleGrants(resources);
  if (cloud === 'azure') yield* azureGrants(resources);
}

function* googleGrants(resources: readonly Resource[]): Iterable<Violation> {
  const accounts = resources.filter(({ type, origin }) => type === 'google_service_account' && origin.startsWith('workloads.'));
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

function* azureGrants(resources: readonly Resource[]): Iterable<Violation> {
  const identities = resources.filter(({ type, origin }) => type === 'azurerm_user_assigned_identity' && origin.startsWith('workloads.'));
  const foundry = resources.filter(({ type }) => type === 'azurerm_cognitive_account').map(({ id }) => `\${${id}.id}`);
  for (const grant of resources.filter(({ type }) => type === 'azurerm_role_assignment')) {
    const { principal_id: principal, role_definition_name: role, role_definition_id: roleId, scope } = grant.properties;
    const identity = identities.find(({ id }) => principal === `\${${id}.principal_id}`);
    if (identity === undefined || (role === inference && foundry.includes(String(scope)))) continue;
    yield {
      path: identity.origin,
      resource: grant,
      message: `${grant.id} gives ${identity.id} ${String(role ?? roleId)} on ${String(scope)}. Allowed: ${inference} on the account of the host.`,
    };
  }
}
