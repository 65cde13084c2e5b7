import { AccountNetworkPolicy } from '@cdktf/provider-databricks/lib/account-network-policy/index.js';
import { IpAccessList } from '@cdktf/provider-databricks/lib/ip-access-list/index.js';
import { WorkspaceConf } from '@cdktf/provider-databricks/lib/workspace-conf/index.js';
import { WorkspaceNetworkOption } from '@cdktf/provider-databricks/lib/workspace-network-option/index.js';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface WorkspaceBoundaryProps {
  /** The account-level provider. */
  readonly account: TerraformProvider;
  /** Id of the account. */
  readonly accountId: string;
  /** Id of the network policy, and label of the list. */
  readonly name: string;
  /** Number of the workspace. */
  readonly workspaceId: number;
  /** Ranges that may call the workspace over the internet; one at least, without which the service would let everyone in. */
  readonly publicCallers: readonly string[];
}

/** What a workspace has once: its serverless compute reaches nothing outside, and the internet reaches it from declared ranges alone. */
export class WorkspaceBoundary extends Construct {
  constructor(scope: Construct, id: string, props: WorkspaceBoundaryProps) {
    super(scope, id);
    const provider = props.account;
    const policy = new AccountNetworkPolicy(this, 'Egress', {
      provider,
      accountId: props.accountId,
      networkPolicyId: props.name,
      egress: {
        networkAccess: {
          restrictionMode: 'RESTRICTED_ACCESS',
          allowedInternetDestinations: [],
          allowedStorageDestinations: [],
          policyEnforcement: { enforcementMode: 'ENFORCED' },
        },
      },
    });
    new WorkspaceNetworkOption(this, 'EgressOfWorkspace', { provider, workspaceId: props.workspaceId, networkPolicyId: policy.networkPolicyId });
    const list = new IpAccessList(this, 'PublicCallers', { label: props.name, listType: 'ALLOW', enabled: true, ipAddresses: [...props.publicCallers] });
    // Lists mean nothing until they are switched on, and then one must be there that lets the pipeline in.
    new WorkspaceConf(this, 'Lists', { customConfig: { enableIpAccessLists: 'true' }, dependsOn: [list] });
  }
}
