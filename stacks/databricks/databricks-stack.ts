import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { databricksAccounts } from '../../clouds/databricks.js';
import { DatabricksProviders } from '../../constructs/databricks/provider/databricks-providers.js';
import { providerPin } from '../../facts/providers.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { DatabricksAccount } from '../../topology/schema/databricks-account.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { BlueprintTerraformStack } from '../terraform-stack.js';

export interface DatabricksStackOptions {
  /** Alias of the workspace. */
  readonly account: string;
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
}

/** A root module for one workspace and its account. */
export abstract class DatabricksStack extends BlueprintTerraformStack {
  protected readonly account: DatabricksAccount;
  /** The account-level provider. */
  protected readonly accountProvider: TerraformProvider;

  constructor(scope: Construct, context: StackContext, options: DatabricksStackOptions) {
    super(scope, context, { cloud: 'databricks', ...options });
    this.account = entity(context.topology.accounts.databricks, options.account);
    this.accountProvider = new DatabricksProviders(this, 'Provider', {
      version: providerPin('databricks').version,
      workspaceUrl: this.account.workspaceUrl,
      accountsUrl: databricksAccounts,
      accountId: this.account.accountId,
    }).account;
  }

  /** The loader refuses a host in a workspace without one. */
  protected get workspaceId(): number {
    return Number(this.account.workspaceId);
  }
}
