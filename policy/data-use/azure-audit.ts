import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { blocks } from '../../evidence/synthesized/stack.js';
import type { Violation } from '../rule.js';
import { auditRetentionDays } from './audit-retention.js';

/** Resources that are asked or unlocked, and the log category that says by whom. Others hold single requests. */
const categories: Readonly<Record<string, string>> = { azurerm_cognitive_account: 'Audit', azurerm_key_vault: 'AuditEvent' };

/** What is missing from the audit logs of Foundry accounts and of the vaults that hold their keys. */
export function* azureAuditGaps(stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  for (const { resources } of stacks.filter(({ cloud }) => cloud === 'azure')) {
    for (const resource of resources) {
      const category = categories[resource.type];
      if (category === undefined) continue;
      const setting = resources.find((candidate) => records(candidate, resource, category));
      if (setting === undefined) {
        yield { path: resource.origin, resource, message: `Nothing records the category ${category} of ${resource.id} in a Log Analytics workspace.` };
        continue;
      }
      const workspace = resources.find(({ id }) => setting.properties['log_analytics_workspace_id'] === `\${${id}.id}`);
      const days = Number(workspace?.properties['retention_in_days'] ?? 0);
      if (workspace !== undefined && days < auditRetentionDays) {
        yield {
          path: resource.origin,
          resource: workspace,
          message: `Audit entries of ${resource.id} stay ${days || 30} days. Allowed: ${auditRetentionDays} or more.`,
        };
      }
    }
  }
}

function records({ type, properties }: Resource, target: Resource, category: string): boolean {
  return (
    type === 'azurerm_monitor_diagnostic_setting' &&
    properties['target_resource_id'] === `\${${target.id}.id}` &&
    properties['log_analytics_workspace_id'] !== undefined &&
    blocks(properties['enabled_log']).some((log) => log['category'] === category || log['category_group'] === 'audit')
  );
}
