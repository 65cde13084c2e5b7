import type { Json } from '../../../support/documents.js';
import { type Kind, real, removed, type Step } from '../kind.js';
import { edit, inside, instead, rows, valueAt } from '../places.js';

type Statement = Json;

/** Edits of every statement of every policy document of a template. */
function statements(key: string, to: (statement: Statement) => unknown): Kind['edits'] {
  return function* (stack) {
    if (stack.app !== 'aws') return;
    for (const [at, statement] of statementsOf(stack.document)) {
      const after = to(statement);
      if (after !== undefined) yield* edit(stack, key === '' ? at : [...at, key], after);
    }
  };
}

function* statementsOf(document: Json): Iterable<readonly [at: readonly Step[], statement: Statement]> {
  for (const [at, list] of inside(valueAt(document, ['Resources']), ['Resources'])) {
    if (at.at(-1) !== 'Statement' || !Array.isArray(list)) continue;
    for (const [index, statement] of list.entries()) yield [[...at, index], statement];
  }
}

const allows = ({ Effect }: Statement) => Effect === 'Allow';
/** Sentences with other words. */
const said = (was: RegExp, is: string) => (before: Json) => (Array.isArray(before) ? before.map((text) => String(text).replace(was, is)) : undefined);
const list = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const stranger = 'arn:aws:iam::999988887777:root';

export const access: readonly Kind[] = [
  real(
    'principal added: anyone',
    statements('Principal', (one) => (allows(one) && one.Principal !== undefined && JSON.stringify(one.Principal) !== '{"AWS":"*"}' ? '*' : undefined)),
    rows(
      ['google_storage_bucket_iam_member', 'member', 'allUsers'],
      ['google_project_iam_member', 'member', 'allAuthenticatedUsers'],
      ['google_secret_manager_secret_iam_member', 'member', 'allUsers'],
      ['google_kms_crypto_key_iam_member', 'member', 'allUsers'],
      ['google_service_account_iam_member', 'member', 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/x/*'],
      ['google_artifact_registry_repository_iam_member', 'member', 'allUsers'],
    ),
  ),
  real(
    'principal added: foreign account',
    statements('Principal', (one) => {
      if (!allows(one) || one.Principal?.AWS === undefined || one.Principal.AWS === '*') return undefined;
      return { ...one.Principal, AWS: [...list(one.Principal.AWS), stranger] };
    }),
    rows(
      ['google_project_iam_member', 'member', 'user:stranger@example.org'],
      ['google_service_account_iam_member', 'member', 'serviceAccount:x@stranger.iam.gserviceaccount.com'],
      ['google_storage_bucket_iam_member', 'member', 'serviceAccount:x@stranger.iam.gserviceaccount.com'],
      ['google_secret_manager_secret_iam_member', 'member', 'user:stranger@example.org'],
      ['google_kms_crypto_key_iam_member', 'member', 'serviceAccount:x@stranger.iam.gserviceaccount.com'],
      ['azurerm_role_assignment', 'principal_id', '11111111-1111-1111-1111-111111111111'],
      ['azurerm_federated_identity_credential', 'subject', 'arn:aws:iam::999988887777:role/x'],
      ['azurerm_federated_identity_credential', 'issuer', 'https://stranger.example.org'],
      ['google_iam_workload_identity_pool_provider', 'oidc/issuer_uri', 'https://stranger.example.org'],
      ['google_iam_workload_identity_pool_provider', 'attribute_condition', removed],
      ['google_iam_workload_identity_pool_provider', 'attribute_condition', 'true'],
      ['google_iam_workload_identity_pool_provider', 'oidc/allowed_audiences/+', 'https://stranger.example.org'],
      ['google_access_context_manager_service_perimeter', 'status/ingress_policies/ingress_from/identities/+', 'user:stranger@example.org'],
      ['google_access_context_manager_service_perimeter', 'status/ingress_policies/ingress_from/identity_type', 'ANY_IDENTITY'],
      [
        'oci_identity_policy',
        'statements',
        said(/request\.principal\.id='\w+\.[^']+'/, "request.principal.id='ocid1.generativeaiapikey.oc1.us-chicago-1.stranger'"),
      ],
      ['oci_identity_policy', 'statements', said(/ where all .*$/, '')],
      ['oci_identity_policy', 'statements/+', 'allow group strangers to manage all-resources in tenancy'],
    ),
  ),
  real(
    'principal added: service',
    statements('Principal', (one) => {
      if (!allows(one) || one.Principal?.Service === undefined) return undefined;
      return { ...one.Principal, Service: [...list(one.Principal.Service), 'glue.amazonaws.com'] };
    }),
  ),
  real(
    'condition dropped',
    statements('Condition', (one) => (allows(one) && one.Condition !== undefined ? removed : undefined)),
  ),
  real(
    'condition loosened',
    rows(
      ['oci_identity_policy', 'statements', said(/where all/, 'where any')],
      ['oci_identity_policy', 'statements', said(/, request\.principal\.id='[^']+'/, '')],
      ['oci_identity_policy', 'statements', said(/, target\.model\.id='[^']+'/, '')],
    ),
    statements('Condition', (one) => (allows(one) && one.Condition?.StringEquals !== undefined ? loosened(one.Condition, 'StringEquals') : undefined)),
    statements('Condition', (one) => (allows(one) && one.Condition?.ArnLike !== undefined ? loosened(one.Condition, 'ArnLike') : undefined)),
    statements('Condition', (one) => (allows(one) && one.Condition?.ArnEquals !== undefined ? loosened(one.Condition, 'ArnEquals') : undefined)),
  ),
  real(
    'action widened',
    statements('Action', (one) => (allows(one) && one.Action !== undefined ? '*' : undefined)),
    statements('Action', (one) => (allows(one) && serviceOf(one) !== undefined ? `${serviceOf(one)}:*` : undefined)),
    rows(
      ['google_project_iam_member', 'role', 'roles/editor'],
      ['google_storage_bucket_iam_member', 'role', 'roles/storage.admin'],
      ['google_secret_manager_secret_iam_member', 'role', 'roles/secretmanager.admin'],
      ['google_kms_crypto_key_iam_member', 'role', 'roles/cloudkms.admin'],
      ['google_service_account_iam_member', 'role', 'roles/iam.serviceAccountTokenCreator'],
      ['google_project_iam_custom_role', 'permissions/+', 'storage.objects.get'],
      ['google_project_iam_custom_role', 'permissions/+', 'aiplatform.endpoints.deploy'],
      ['azurerm_role_assignment', 'role_definition_name', 'Owner'],
      ['azurerm_role_assignment', 'role_definition_id', instead('/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635')],
      ['azurerm_role_definition', 'permissions/data_actions', ['Microsoft.CognitiveServices/*']],
      ['azurerm_role_definition', 'permissions/data_actions/+', 'Microsoft.CognitiveServices/accounts/AIServices/agents/write'],
      ['azurerm_role_definition', 'permissions/actions', ['Microsoft.CognitiveServices/accounts/listKeys/action']],
      ['azurerm_role_definition', 'assignable_scopes/+', '/subscriptions/00000000-0000-0000-0000-000000000000'],
      ['azurerm_role_assignment', 'role_definition_name', 'Cognitive Services Contributor'],
      ['oci_identity_policy', 'statements', said(/generative-ai-chat/, 'generative-ai-family')],
      ['oci_identity_policy', 'statements', said(/to use/, 'to manage')],
    ),
  ),
  real(
    'action added',
    statements('Action', (one) =>
      allows(one) && one.Action !== undefined && !String(one.Action).includes('*') ? [...list(one.Action), 's3:GetObject', 'iam:PassRole'] : undefined,
    ),
    statements('Action', (one) => (allows(one) && serviceOf(one) === 'bedrock' ? [...list(one.Action), 'bedrock:CreateModelCustomizationJob'] : undefined)),
  ),
  real(
    'resource of a statement widened',
    statements('Resource', (one) => (allows(one) && one.Resource !== undefined && one.Principal === undefined ? '*' : undefined)),
    rows(['azurerm_role_assignment', 'scope', '/subscriptions/00000000-0000-0000-0000-000000000000']),
    rows(
      ['oci_identity_policy', 'statements', said(/compartment id \S+/, 'tenancy')],
      ['oci_identity_policy', 'compartment_id', 'ocid1.tenancy.oc1..stranger'],
    ),
  ),
  real(
    'Deny removed or turned',
    statements('', (one) => (one.Effect === 'Deny' ? removed : undefined)),
    statements('Effect', (one) => (one.Effect === 'Deny' ? 'Allow' : undefined)),
  ),
  real('statement added', function* (stack) {
    if (stack.app !== 'aws') return;
    for (const [at, statement] of statementsOf(stack.document)) {
      if (at.at(-1) !== 0) continue;
      const added = { Effect: 'Allow', Action: '*', Resource: '*', ...(statement.Principal !== undefined && { Principal: { AWS: stranger } }) };
      yield { at: at.slice(0, -1), to: [...valueAt(stack.document, at.slice(0, -1)), added] };
    }
  }),
  real(
    'policy attached',
    rows(
      ['AWS::IAM::Role', 'ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess']],
      ['AWS::IAM::Role', 'ManagedPolicyArns', ['arn:aws:iam::aws:policy/AmazonS3FullAccess']],
      [
        'AWS::IAM::Role',
        'Policies',
        [{ PolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } }],
      ],
      ['AWS::IAM::ManagedPolicy', 'Users', ['stranger']],
      ['AWS::IAM::ManagedPolicy', 'Roles/+', 'Administrator'],
      ['AWS::IAM::Policy', 'Groups', ['everyone']],
      ['@aws', 'Resources/AddedUser', { Type: 'AWS::IAM::User', Properties: {} }],
      ['@aws', 'Resources/AddedKey', { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'stranger' } }],
      ['@google', 'resource/google_service_account_key/added', { service_account_id: 'x' }],
      ['@google', 'resource/google_project_iam_member/added', { member: 'user:stranger@example.org', project: 'acme-llama-grounded', role: 'roles/viewer' }],
      ['@google', 'resource/google_project_iam_binding/added', { members: ['allUsers'], project: 'acme-llama-grounded', role: 'roles/viewer' }],
      [
        '@azure',
        'resource/azurerm_role_assignment/added',
        { principal_id: '11111111-1111-1111-1111-111111111111', role_definition_name: 'Owner', scope: '/subscriptions/00000000-0000-0000-0000-000000000000' },
      ],
    ),
  ),
];

/** The first value of an operator replaced by one that anything matches. */
function loosened(condition: Json, operator: string): Json {
  const [key = ''] = Object.keys(condition[operator]);
  const { [operator]: values, ...others } = condition;
  const like = operator.startsWith('Arn') ? 'ArnLike' : 'StringLike';
  const { [key]: _, ...kept } = values;
  return {
    ...others,
    ...(Object.keys(kept).length > 0 && operator !== like && { [operator]: kept }),
    [like]: { ...(operator === like && kept), ...others[like], [key]: '*' },
  };
}

function serviceOf({ Action }: Statement): string | undefined {
  const [service, name] = String(list(Action)[0]).split(':');
  return name === undefined || name === '*' ? undefined : service;
}
