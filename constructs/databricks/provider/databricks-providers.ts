import { DatabricksProvider } from '@cdktf/provider-databricks/lib/provider/index.js';
import { type TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

export interface DatabricksProvidersProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Address of the workspace. */
  readonly workspaceUrl: string;
  /** Where accounts are managed. */
  readonly accountsUrl: string;
  /** Id of the account. */
  readonly accountId: string;
}

/**
 * One workspace, and the account that it is in: budget policies, identities and network policies are the account's. Both sign in with the
 * pipeline's own OIDC token, `DATABRICKS_OIDC_TOKEN` and `DATABRICKS_CLIENT_ID` of its environment: any other way is refused, so that no
 * token or secret of a profile is taken by mistake. https://docs.databricks.com/aws/en/dev-tools/auth/env-vars
 */
export class DatabricksProviders extends Construct {
  /** What account-level resources name as their provider. */
  readonly account: TerraformProvider;

  constructor(scope: Construct, id: string, props: DatabricksProvidersProps) {
    super(scope, id);
    new DatabricksProvider(this, 'Workspace', { host: props.workspaceUrl, authType: 'env-oidc' });
    this.account = new DatabricksProvider(this, 'Account', { alias: 'account', host: props.accountsUrl, accountId: props.accountId, authType: 'env-oidc' });
    TerraformStack.of(this).addOverride('terraform.required_providers.databricks.version', props.version);
  }
}
