import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { Construct } from 'constructs';
import type { UsableKey } from '../encryption/usable-key.js';
import { keep } from '../provider/keep.js';

export interface WeightsBucketProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Name, unique in all of Cloud Storage. */
  readonly name: string;
  /** Region that weights stay in. */
  readonly region: string;
  /** Key in the region, and the grants Cloud Storage needs to use it. */
  readonly key: UsableKey;
  /**
   * The only IAM member that brings weights in. It sees what is stored, so that it can go on, and replaces nothing.
   * @default - nobody: no ingest is declared
   */
  readonly writer: string | undefined;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Days for which a deleted object can be brought back: the most that Cloud Storage takes. */
const softDeleteSeconds = 90 * 86_400;

/**
 * Weights: private, versioned, and held. An object gets an event-based hold as it arrives and can be neither deleted nor
 * replaced until somebody who may change objects releases it, which the writer may not. That is the nearest to the
 * governance mode of AWS's Object Lock: a retention policy would be by time, and a locked one for ever.
 */
export class WeightsBucket extends Construct {
  readonly bucket: StorageBucket;

  constructor(scope: Construct, id: string, props: WeightsBucketProps) {
    super(scope, id);
    this.bucket = new StorageBucket(this, 'Bucket', {
      project: props.project,
      name: props.name,
      location: props.region.toUpperCase(),
      storageClass: 'STANDARD',
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: true },
      defaultEventBasedHold: true,
      softDeletePolicy: { retentionDurationSeconds: softDeleteSeconds },
      encryption: { defaultKmsKeyName: props.key.name },
      forceDestroy: false,
      labels: { ...props.labels },
      dependsOn: [...props.key.grants],
      lifecycle: { preventDestroy: true },
    });
    keep(this.bucket);
    const { writer } = props;
    if (writer === undefined) return;
    for (const [name, role] of Object.entries({ Writer: 'roles/storage.objectCreator', WriterSees: 'roles/storage.objectViewer' })) {
      new StorageBucketIamMember(this, name, { bucket: this.bucket.name, role, member: writer });
    }
  }
}
