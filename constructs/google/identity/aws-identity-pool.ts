import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import {
  IamWorkloadIdentityPoolProvider,
  type IamWorkloadIdentityPoolProviderConfig,
} from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { Construct } from 'constructs';

/** How an AWS role proves who it is. */
export type AwsProof =
  | {
      readonly kind: 'oidc';
      /** Issuer of the account's outbound identity federation. */
      readonly issuer: string;
      /** Audience a token must be minted for: nothing else than this provider. */
      readonly audience: string;
    }
  | { readonly kind: 'aws'; readonly accountId: string };

export interface TrustedAwsAccount {
  /** Id of the provider in the pool, 4 to 32 characters. */
  readonly providerId: string;
  /** What the account proves a role with. */
  readonly proof: AwsProof;
  /** Subjects that are let in, compared exactly: role ARNs with tokens, `assumed-role` ARNs without session with requests. */
  readonly subjects: readonly string[];
}

export interface AwsIdentityPoolProps {
  /** Project that it is made in. */
  readonly project: string;
  /** 4 to 32 characters. A deleted id stays taken for 30 days. */
  readonly poolId: string;
  /** By AWS account alias; may be empty while no issuer is known. */
  readonly accounts: Readonly<Record<string, TrustedAwsAccount>>;
}

/** Lets named AWS roles in, by tokens or requests that AWS signs: no key exists on either side. */
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
    for (const [alias, { providerId, proof, subjects }] of Object.entries(props.accounts)) {
      new IamWorkloadIdentityPoolProvider(this, alias, {
        project,
        workloadIdentityPoolId: this.pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: providerId,
        displayName: `AWS account ${alias}`,
        ...trust(
          proof,
          [...subjects].sort().map((subject) => `'${subject}'`),
        ),
      });
    }
  }
}

type Trust = Pick<IamWorkloadIdentityPoolProviderConfig, 'oidc' | 'aws' | 'attributeMapping' | 'attributeCondition'>;

/**
 * The caller without its session name. Google's own default for `google.subject` keeps it, and a role name of 64
 * characters with a session of 32 is then longer than the 127 bytes a subject may have.
 */
const assumedRole = "assertion.arn.extract('{account}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role}/')";

function trust(proof: AwsProof, subjects: readonly string[]): Trust {
  if (proof.kind === 'aws') {
    return {
      aws: { accountId: proof.accountId },
      attributeMapping: { 'google.subject': assumedRole, 'attribute.aws_role': assumedRole },
      attributeCondition: `attribute.aws_role in [${subjects.join(', ')}]`,
    };
  }
  return {
    oidc: { issuerUri: proof.issuer, allowedAudiences: [proof.audience] },
    // The subject of AWS's tokens is the role's ARN, without the session name.
    attributeMapping: { 'google.subject': 'assertion.sub' },
    attributeCondition: `assertion.sub in [${subjects.join(', ')}]`,
  };
}
