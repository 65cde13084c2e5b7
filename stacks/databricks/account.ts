import type { Construct } from 'constructs';
import { WorkspaceBoundary } from '../../constructs/databricks/workspace/workspace-boundary.js';
import { workspaceName } from '../../derived/databricks-places.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { DatabricksStack } from './databricks-stack.js';

/** What a workspace has once, made by the topology that owns it. */
export class DatabricksAccountStack extends DatabricksStack {
  constructor(scope: Construct, context: StackContext, account: string) {
    super(scope, context, { account, name: ['databricks-account'], origin: pathOf('accounts', 'databricks', account) });
    new WorkspaceBoundary(this, 'Boundary', {
      account: this.accountProvider,
      accountId: this.account.accountId,
      name: workspaceName(context.topology, account),
      workspaceId: this.workspaceId,
      publicCallers: this.account.publicCallers,
    });
  }
}
