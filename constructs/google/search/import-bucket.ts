import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { Construct } from 'constructs';
import { keep } from '../provider/keep.js';

export interface ImportBucketProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Name, unique in all of Cloud Storage. */
  readonly name: string;
  /** Region or multi-region, in capitals as Cloud Storage reports it back. */
  readonly location: string;
  /** IAM member that reads the documents. */
  readonly reader: string;
  /**
   * Customer-managed key in the bucket's location.
   * @default - encrypted with a key of Google
   */
  readonly key: string | undefined;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Days for which an overwritten or deleted document can be brought back. */
const recoveryDays = 30;

/** Documents on their way into the index: private, versioned, kept when the stack goes. */
export class ImportBucket extends Construct {
  readonly bucket: StorageBucket;

  constructor(scope: Construct, id: string, props: ImportBucketProps) {
    super(scope, id);
    this.bucket = new StorageBucket(this, 'Bucket', {
      project: props.project,
      name: props.name,
      location: props.location,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: true },
      // Without an end to old versions, a document withdrawn on request would stay for ever.
      lifecycleRule: [{ action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: recoveryDays, withState: 'ARCHIVED' } }],
      ...(props.key !== undefined && { encryption: { defaultKmsKeyName: props.key } }),
      forceDestroy: false,
      labels: { ...props.labels },
      lifecycle: { preventDestroy: true },
    });
    keep(this.bucket);
    new StorageBucketIamMember(this, 'Reader', { bucket: this.bucket.name, role: 'roles/storage.objectViewer', member: props.reader });
  }
}
