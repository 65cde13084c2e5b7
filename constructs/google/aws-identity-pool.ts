import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { Construct } from 'constructs';

export interface TrustedAwsAccount {
  readonly providerId: string;
  /** Issuer of the account's outbound identity federation. */
  readonly issuer: string;
  /** Audience a token must be minted for: nothing else than this provider. */
  readonly audience: string;
  /** Role ARNs that are let in, compared exactly. */
  readonly roleArns: readonly string[];
}

export interface AwsIdentityPoolProps {
  readonly project: string;
  /** 4 to 32 characters. A deleted id stays taken for 30 days. */
  readonly poolId: string;
  /** By AWS account alias; may be empty while no issuer is known. */
  readonly accounts: Readonly<Record<string, TrustedAwsAccount>>;
}

/**
 * Lets named AWS roles in, by tokens that AWS signs: no key exists on either side.
 *
 * OIDC and not the older `aws` provider type, which would have the caller sign a request for Google to replay.
 */
export class AwsIdentityPool extends Construct {
  readonly pool: IamWorkloadIdentityPool;

  constructor(scope: Construct, id: string, props: AwsIdentityPoolProps) {
    super(scope, id);
    const { project } = props;
    this.pool = new IamWorkloadIdentityPool(this, 'Pool', {
      project,
      workloadIdentityPoolId: props.poolId,
      displayName: 'Gateway roles on AWS',
    });
    for (const [alias, account] of Object.entries(props.accounts)) {
      const roles = [...account.roleArns].sort().map((arn) => `'${arn}'`);
      new IamWorkloadIdentityPoolProvider(this, alias, {
        project,
        workloadIdentityPoolId: this.pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: account.providerId,
        displayName: `AWS account ${alias}`,
        oidc: { issuerUri: account.issuer, allowedAudiences: [account.audience] },
        // The subject of AWS's tokens is the role's ARN, without the session name.
        attributeMapping: { 'google.subject': 'assertion.sub' },
        attributeCondition: `assertion.sub in [${roles.join(', ')}]`,
      });
    }
  }
}
