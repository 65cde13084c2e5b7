import { type Kind, real, removed } from '../kind.js';
import { edit, inside, instead, resources, rows, valueAt } from '../places.js';

const keys =
  /^(KmsKey|KmsKeyId|KmsMasterKeyId|KmsKeyArn|KMSMasterKeyID|EncryptionKey|KeyArn|kms_key|kms_key_name|default_kms_key_name|kms_key_self_link|key_vault_key_id|kms_encryption_key)$/;

/** Every key that something is encrypted with. */
function encryptionKeys(to: (aws: boolean) => unknown): Kind['edits'] {
  return function* (stack) {
    for (const { properties } of resources(stack)) {
      for (const [at] of inside(valueAt(stack.document, properties), properties)) {
        if (at.length > properties.length && keys.test(String(at.at(-1)))) yield* edit(stack, at, to(stack.app === 'aws'));
      }
    }
  };
}

export const protection: readonly Kind[] = [
  real(
    'key removed',
    encryptionKeys(() => removed),
    rows(
      ['google_storage_bucket', 'encryption', removed],
      ['google_logging_project_bucket_config', 'cmek_settings', removed],
      ['azurerm_cognitive_account', 'customer_managed_key', removed],
    ),
  ),
  real(
    'key replaced by a foreign one',
    encryptionKeys((aws) =>
      aws ? 'arn:aws:kms:eu-north-1:999988887777:key/11111111-2222-3333-4444-555555555555' : 'projects/stranger/locations/europe-west4/keyRings/x/cryptoKeys/y',
    ),
  ),
  real(
    'encryption off',
    rows(
      ['AWS::S3::Bucket', 'BucketEncryption', removed],
      ['AWS::ECR::Repository', 'EncryptionConfiguration', removed],
      ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData/BlockDeviceMappings/Ebs/Encrypted', false],
      ['AWS::KMS::Key', 'EnableKeyRotation', instead(false)],
      ['AWS::KMS::Key', 'Enabled', false],
      ['AWS::KMS::Key', 'Origin', 'EXTERNAL'],
      ['google_kms_crypto_key', 'rotation_period', removed],
      ['google_kms_crypto_key', 'rotation_period', instead('315360000s')],
      ['google_kms_crypto_key', 'version_template', { algorithm: 'EC_SIGN_P256_SHA256', protection_level: 'EXTERNAL' }],
      ['azurerm_key_vault_key', 'rotation_policy', removed],
      ['azurerm_key_vault_key', 'key_opts/+', 'decrypt'],
      ['AWS::SecretsManager::Secret', 'GenerateSecretString/PasswordLength', 4],
      ['AWS::SecretsManager::Secret', 'SecretString', 'guessable'],
      ['AWS::SQS::Queue', 'KmsMasterKeyId', 'alias/aws/sqs'],
      ['AWS::SNS::Topic', 'KmsMasterKeyId', 'alias/aws/sns'],
    ),
  ),
  real(
    'transport downgraded',
    rows(
      ['AWS::ElasticLoadBalancingV2::Listener', 'SslPolicy', 'ELBSecurityPolicy-2016-08'],
      ['AWS::ElasticLoadBalancingV2::Listener', 'SslPolicy', removed],
      ['AWS::ElasticLoadBalancingV2::Listener', 'Protocol', 'HTTP'],
      ['AWS::ElasticLoadBalancingV2::Listener', 'Port', 80],
      [
        'AWS::ElasticLoadBalancingV2::Listener',
        'Certificates',
        [{ CertificateArn: 'arn:aws:acm:eu-north-1:999988887777:certificate/00000000-0000-0000-0000-000000000000' }],
      ],
      [
        'AWS::ElasticLoadBalancingV2::Listener',
        'DefaultActions',
        [{ Type: 'redirect', RedirectConfig: { Host: 'stranger.example.org', StatusCode: 'HTTP_301' } }],
      ],
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes/Key=routing.http.drop_invalid_header_fields.enabled/Value', 'false'],
      [
        '@aws',
        'Resources/AddedListener',
        {
          Type: 'AWS::ElasticLoadBalancingV2::Listener',
          Properties: { Port: 80, Protocol: 'HTTP', LoadBalancerArn: 'x', DefaultActions: [{ Type: 'forward', TargetGroupArn: 'x' }] },
        },
      ],
      ['google_compute_region_ssl_policy', 'min_tls_version', 'TLS_1_0'],
      ['google_compute_region_ssl_policy', 'profile', 'COMPATIBLE'],
      ['google_compute_region_target_https_proxy', 'ssl_policy', removed],
      [
        'google_compute_region_target_https_proxy',
        'certificate_manager_certificates',
        ['//certificatemanager.googleapis.com/projects/stranger/locations/europe-west4/certificates/x'],
      ],
      ['google_compute_forwarding_rule', 'port_range', '80'],
      ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData/MetadataOptions/HttpTokens', 'optional'],
      ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData/MetadataOptions/HttpPutResponseHopLimit', 5],
    ),
  ),
  real(
    'deletion protection off',
    rows(
      ['*', '^/DeletionPolicy', (before: unknown) => (String(before).startsWith('Retain') ? 'Delete' : undefined)],
      ['*', '^/DeletionPolicy', (before: unknown) => (String(before).startsWith('Retain') ? removed : undefined)],
      ['*', '^/UpdateReplacePolicy', (before: unknown) => (String(before).startsWith('Retain') ? 'Delete' : undefined)],
      ['*', 'lifecycle/prevent_destroy', (before: unknown) => (before === true ? false : undefined)],
      ['*', 'deletion_policy', (before: unknown) => (before === 'PREVENT' ? 'DELETE' : undefined)],
      ['AWS::AutoScaling::AutoScalingGroup', 'DeletionProtection', 'none'],
      ['AWS::AutoScaling::AutoScalingGroup', 'NewInstancesProtectedFromScaleIn', false],
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes/Key=deletion_protection.enabled/Value', 'false'],
      ['AWS::S3::Bucket', 'VersioningConfiguration/Status', 'Suspended'],
      ['AWS::S3::Bucket', 'ObjectLockConfiguration', removed],
      ['AWS::S3::Bucket', 'ObjectLockConfiguration/Rule/DefaultRetention/Days', 1],
      ['AWS::KMS::Key', 'PendingWindowInDays', 7],
      ['google_storage_bucket', 'force_destroy', true],
      ['google_storage_bucket', 'versioning/enabled', false],
      ['google_storage_bucket', 'default_event_based_hold', instead(false)],
      ['azurerm_key_vault', 'purge_protection_enabled', false],
      ['azurerm_key_vault', 'soft_delete_retention_days', 7],
      ['azurerm_management_lock', 'scope', '/subscriptions/99999999-0000-0000-0000-000000000000/x'],
      ['azurerm_management_lock', 'lock_level', 'NotSpecified'],
    ),
    function* ({ terminationProtection }) {
      if (terminationProtection === true) yield { at: [], to: undefined, facts: { terminationProtection: false } };
    },
  ),
  real('resource removed', function* (stack) {
    for (const { type, at } of resources(stack)) if (!/Dashboard|QueryDefinition|^terraform_data$/.test(type)) yield { at, to: removed };
  }),
];
