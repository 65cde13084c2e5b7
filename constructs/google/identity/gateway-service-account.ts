import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { Construct } from 'constructs';

export interface GatewayServiceAccountProps {
  /** Project that it is made in. */
  readonly project: string;
  /** 6 to 30 characters. */
  readonly accountId: string;
  /** Which workload calls as it. */
  readonly description: string;
  /** Who alone may act as this account, as IAM names it: `principal://…/subject/…` of a pool, or `serviceAccount:…`. */
  readonly takenBy: string;
  /**
   * Name of the role it holds in the project.
   * @default - none: what it may, single resources grant
   */
  readonly role: string | undefined;
}

/** What the gateway is on Google when it calls for one workload. It has no key and never gets one. */
export class GatewayServiceAccount extends Construct {
  readonly account: ServiceAccount;

  constructor(scope: Construct, id: string, props: GatewayServiceAccountProps) {
    super(scope, id);
    this.account = new ServiceAccount(this, 'Account', {
      project: props.project,
      accountId: props.accountId,
      displayName: props.accountId,
      description: props.description,
    });
    // For a service account too: its tokens, and none of what the role of token creators signs with.
    new ServiceAccountIamMember(this, 'Federation', {
      serviceAccountId: this.account.name,
      role: 'roles/iam.workloadIdentityUser',
      member: props.takenBy,
    });
    if (props.role !== undefined) new ProjectIamMember(this, 'Role', { project: props.project, role: props.role, member: this.account.member });
  }
}
