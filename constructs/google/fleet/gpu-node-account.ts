import { ArtifactRegistryRepositoryIamMember } from '@cdktf/provider-google/lib/artifact-registry-repository-iam-member/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { Construct } from 'constructs';

export interface GpuNodeAccountProps {
  /** Project that it is made in. */
  readonly project: string;
  /** 6 to 30 characters. */
  readonly accountId: string;
  /** Whose nodes run as it. */
  readonly description: string;
  /** Name of the bucket of weights. */
  readonly weightsBucket: string;
  /** Full name of the key that signs manifests. */
  readonly signingKey: string;
  /** Location of the Artifact Registry repositories. */
  readonly registryLocation: string;
  /** Artifact Registry repositories that images are pulled from. */
  readonly repositories: readonly string[];
}

/** What a GPU node may: read weights, the key to check them with, and its images, and report how it is. */
export class GpuNodeAccount extends Construct {
  readonly account: ServiceAccount;

  constructor(scope: Construct, id: string, props: GpuNodeAccountProps) {
    super(scope, id);
    const { project } = props;
    this.account = new ServiceAccount(this, 'Account', {
      project,
      accountId: props.accountId,
      displayName: props.accountId,
      description: props.description,
    });
    const { member } = this.account;
    new StorageBucketIamMember(this, 'Weights', { bucket: props.weightsBucket, role: 'roles/storage.objectViewer', member });
    new KmsCryptoKeyIamMember(this, 'SigningKey', { cryptoKeyId: props.signingKey, role: 'roles/cloudkms.publicKeyViewer', member });
    for (const repository of props.repositories) {
      new ArtifactRegistryRepositoryIamMember(this, `Images-${repository}`, {
        project,
        location: props.registryLocation,
        repository,
        role: 'roles/artifactregistry.reader',
        member,
      });
    }
    new ProjectIamMember(this, 'Metrics', { project, role: 'roles/monitoring.metricWriter', member });
  }
}
