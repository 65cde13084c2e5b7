import { describe, expect, it } from 'vitest';
import {
  copySettingsOf,
  deletionOf,
  exposureCheckOf,
  grantFormOf,
  placeFieldOf,
  protectionsOf,
  revisionOf,
  servesAlone,
  wayOutOf,
} from '../../catalogue/asked.js';
import { trainingService } from '../../catalogue/refused.js';
import { rowOf } from '../../catalogue/rows.js';

/** Whether a value of the first setting of a type copies. */
const copies = (type: string, value: unknown): boolean | undefined => {
  const [setting] = copySettingsOf(type);
  return setting?.kind === 'switch' ? setting.copies(value) : undefined;
};

/** What the documentation of a cloud says of a type, by hand. */
describe('what is known of', () => {
  it('an S3 bucket: objects under a KMS key, blocked from the public, plain HTTP refused by its policy', () => {
    expect(rowOf('AWS::S3::Bucket')).toMatchObject({
      data: { kind: 'holds', keep: [{ kind: 'retain' }], deleted: 'once-it-is-empty' },
      key: { each: 'BucketEncryption.ServerSideEncryptionConfiguration', key: 'ServerSideEncryptionByDefault.KMSMasterKeyID' },
      transport: { kind: 'refuses-plain', policy: 'AWS::S3::BucketPolicy', on: 'Bucket', service: 's3' },
      tags: { property: 'Tags', form: 'list' },
      exposure: { check: 'public-access-block' },
      replacement: { kind: 'specification' },
    });
    expect(copySettingsOf('AWS::S3::Bucket').map(({ path }) => path)).toEqual([
      'ReplicationConfiguration',
      'AnalyticsConfigurations',
      'InventoryConfigurations',
      'MetadataConfiguration',
      'MetadataTableConfiguration',
      'NotificationConfiguration',
      'AccelerateConfiguration',
      'WebsiteConfiguration',
      'LoggingConfiguration.DestinationBucketName',
    ]);
  });

  it('a KMS key: kept, the same in every region when MultiRegion, its policy in KeyPolicy', () => {
    expect(protectionsOf('AWS::KMS::Key')).toEqual([{ kind: 'retain' }]);
    expect(copySettingsOf('AWS::KMS::Key').map(({ path }) => [path, copies('AWS::KMS::Key', true), copies('AWS::KMS::Key', false)])).toEqual([
      ['MultiRegion', true, false],
    ]);
    expect(rowOf('AWS::KMS::Key')?.principals).toEqual({ kind: 'documents', properties: ['KeyPolicy'] });
  });

  it('a role: whom it trusts, and what it may do in inline policies', () => {
    expect(rowOf('AWS::IAM::Role')).toMatchObject({ tags: { property: 'Tags' }, principals: { properties: ['AssumeRolePolicyDocument', 'Policies'] } });
  });

  it('nodes: the group is protected, and tags reach instances by a mark on each', () => {
    expect(protectionsOf('AWS::AutoScaling::AutoScalingGroup')).toEqual([{ kind: 'field', field: 'DeletionProtection', value: 'prevent-all-deletion' }]);
    expect(servesAlone('AWS::AutoScaling::AutoScalingGroup')).toBe(true);
    expect(rowOf('AWS::AutoScaling::AutoScalingGroup')?.tags).toMatchObject({ starts: { mark: 'PropagateAtLaunch' } });
    expect(rowOf('AWS::EC2::LaunchTemplate')?.key).toMatchObject({ each: 'LaunchTemplateData.BlockDeviceMappings', key: 'Ebs.KmsKeyId' });
  });

  it('a capacity reservation and an inference profile: nothing in them, and nothing without them', () => {
    for (const type of ['AWS::EC2::CapacityReservation', 'AWS::Bedrock::ApplicationInferenceProfile', 'azurerm_cognitive_deployment']) {
      expect([servesAlone(type), protectionsOf(type)]).toEqual([true, undefined]);
    }
    expect([servesAlone('AWS::EC2::Subnet'), servesAlone('AWS::S3::Bucket')]).toEqual([false, false]);
  });

  it('gateways and addresses: a way to the internet by being there', () => {
    const ways = ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::EIP', 'google_compute_router_nat', 'azurerm_public_ip'];
    expect(ways.filter((type) => wayOutOf(type) === undefined)).toEqual([]);
    expect(wayOutOf('AWS::EC2::VPCEndpoint')).toBeUndefined();
  });

  it('revisions: a guardrail version and a task definition never change', () => {
    expect(['AWS::Bedrock::GuardrailVersion', 'AWS::ECS::TaskDefinition', 'AWS::Lambda::Version'].map((type) => revisionOf(type) === undefined)).toEqual([
      false,
      false,
      false,
    ]);
    expect(revisionOf('AWS::ECS::Service')).toBeUndefined();
  });

  it('a bucket of Google: key and place in one location, closed to single objects and the public', () => {
    expect(rowOf('google_storage_bucket')).toMatchObject({
      data: { keep: [{ kind: 'prevent_destroy' }, { kind: 'deletion_policy' }, { field: 'force_destroy', value: 'false' }], place: { field: 'location' } },
      key: { key: 'encryption.default_kms_key_name', location: 'location' },
      tags: { property: 'labels', form: 'map' },
      exposure: { check: 'bucket-access' },
    });
  });

  it('keys of Google: a ring can never be deleted, a key takes with it what it encrypts', () => {
    expect([deletionOf('google_kms_key_ring'), deletionOf('google_kms_crypto_key')]).toEqual(['never', 'with-what-it-encrypts']);
  });

  it('the dedicated endpoint: no labels although it is the largest cost, no key, no way to say what kind of TLS', () => {
    expect(rowOf('google_vertex_ai_endpoint_with_model_garden_deployment')).toMatchObject({
      data: { kind: 'holds', keep: [{ kind: 'prevent_destroy' }] },
      key: { kind: 'none' },
      transport: { kind: 'none' },
      tags: { kind: 'none', bill: 'paid' },
    });
  });

  it('a secret of Google: one key for each replica, and nowhere in particular when replication is automatic', () => {
    expect(rowOf('google_secret_manager_secret')?.key).toMatchObject({ each: 'replication.user_managed.replicas', location: 'location' });
    expect(copySettingsOf('google_secret_manager_secret').map(({ path }) => path)).toEqual([
      'replication.auto',
      'replication.user_managed.replicas.location',
      'topics',
    ]);
  });

  it('a Foundry account and a vault: public unless both the switch and the firewall say otherwise', () => {
    expect(['azurerm_cognitive_account', 'azurerm_key_vault'].map(exposureCheckOf)).toEqual(['service-firewall', 'service-firewall']);
    expect(protectionsOf('azurerm_key_vault')).toContainEqual({ kind: 'field', field: 'purge_protection_enabled', value: 'true' });
  });

  it('grants: one form for every member of a role, whatever it is a role on', () => {
    const members = ['google_project_iam_member', 'google_storage_bucket_iam_member', 'google_pubsub_topic_iam_binding'];
    expect(members.map((type) => [grantFormOf(type), exposureCheckOf(type)])).toEqual(members.map(() => ['role-member', 'public-members']));
    expect(grantFormOf('azurerm_resource_group_policy_assignment')).toBe('policy-assignment');
  });

  it('types that nothing here emits: the worst of them', () => {
    expect(protectionsOf('AWS::DynamoDB::Table')).toContainEqual({ kind: 'field', field: 'DeletionProtectionEnabled', value: 'true' });
    expect([copies('azurerm_storage_account', 'GRS'), copies('azurerm_storage_account', 'LRS')]).toEqual([true, false]);
    expect(placeFieldOf('google_bigquery_dataset')).toBe('location');
    expect(trainingService('AWS::SageMaker::TrainingJob')).toContain('SageMaker');
    expect(trainingService('AWS::Bedrock::Guardrail')).toBeUndefined();
  });
});
