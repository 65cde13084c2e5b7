import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js';
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js';
import { Construct } from 'constructs';
import { DeletionLock } from '../keep/deletion-lock.js';

export interface AuditLogProps {
  /** Name of the workspace. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of what is audited, so that the log does not leave it. */
  readonly location: string;
  /** Days that entries stay, 30 to 730. */
  readonly retentionInDays: number;
}

/**
 * Log category that holds who did what and never what was said. A Foundry account also offers `RequestResponse`, `Trace`
 * and the group `allLogs`, which contains both. They record single requests, and nothing Microsoft documents keeps prompts
 * out of them for every model, so none may be added here.
 */
export type AuditCategory =
  /** Foundry account: access to keys and configuration. */
  | 'Audit'
  /** Key vault: each use of a key. */
  | 'AuditEvent'
  /** Blob Storage: what was stored, and by whom. */
  | 'StorageWrite';

/** Audit log of a few resources, in their region. */
export class AuditLog extends Construct {
  private readonly workspace: LogAnalyticsWorkspace;

  /** Resource id of the workspace, for other lines that are kept with these. */
  get workspaceId(): string {
    return this.workspace.id;
  }

  constructor(scope: Construct, id: string, props: AuditLogProps) {
    super(scope, id);
    this.workspace = new LogAnalyticsWorkspace(this, 'Workspace', {
      ...props,
      sku: 'PerGB2018',
      localAuthenticationEnabled: false,
      // Diagnostic settings write over Microsoft's own channel and need no public ingestion.
      internetIngestionEnabled: false,
      lifecycle: { preventDestroy: true },
    });
    new DeletionLock(this, 'Keep', { resourceId: this.workspace.id, notes: 'Holds audit entries of a year.' });
  }

  /** Records one category of a resource; and its metrics, numbers by deployment and status that Azure Monitor itself keeps for 93 days. */
  record(id: string, targetResourceId: string, category: AuditCategory): void {
    new MonitorDiagnosticSetting(this, id, {
      name: 'audit',
      targetResourceId,
      logAnalyticsWorkspaceId: this.workspace.id,
      enabledLog: [{ category }],
      enabledMetric: [{ category: 'AllMetrics' }],
    });
  }
}
