import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret/index.js';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member/index.js';
import { Construct } from 'constructs';
import type { UsableKey } from '../encryption/usable-key.js';

export interface ApiKeySecretProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Where the secret is kept, and nowhere else. */
  readonly region: string;
  /** Id of the secret in its project. */
  readonly secretId: string;
  /** Key in the region, and the grants Secret Manager needs to use it. */
  readonly key: UsableKey;
  /** IAM members that read it, by construct id. */
  readonly readers: Readonly<Record<string, string>>;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The place of the API key that callers present and vLLM checks. Its value is put there by hand and never by Terraform,
 * whose state would hold it in clear text.
 */
export class ApiKeySecret extends Construct {
  constructor(scope: Construct, id: string, props: ApiKeySecretProps) {
    super(scope, id);
    const { project } = props;
    const secret = new SecretManagerSecret(this, 'Secret', {
      project,
      secretId: props.secretId,
      replication: { userManaged: { replicas: [{ location: props.region, customerManagedEncryption: { kmsKeyName: props.key.name } }] } },
      labels: { ...props.labels },
      dependsOn: [...props.key.grants],
      lifecycle: { preventDestroy: true },
    });
    for (const [reader, member] of Object.entries(props.readers)) {
      new SecretManagerSecretIamMember(this, reader, { project, secretId: secret.secretId, role: 'roles/secretmanager.secretAccessor', member });
    }
  }
}
