import { Construct } from 'constructs';
import type { AuditLog } from '../../../constructs/azure/audit/audit-log.js';
import { LogAlert } from '../../../constructs/azure/monitoring/log-alert.js';
import { MetricAlert } from '../../../constructs/azure/monitoring/metric-alert.js';
import { NodeLog } from '../../../constructs/azure/monitoring/node-log.js';
import { ActionGroup } from '../../../constructs/azure/notices/action-group.js';
import { monitorScopeName } from '../../../derived/azure-places.js';
import { frontAlarms, logAlarms } from './fleet-alarms.js';
import type { Fleet } from './fleet-parts.js';

/** Collects what nodes print, and raises alarms. `nodes`: scale sets by place. `frontId`: the load balancer. */
export function watchFleet(
  scope: Construct,
  fleet: Fleet,
  { log, nodes, frontId }: { readonly log: AuditLog; readonly nodes: Readonly<Record<string, string>>; readonly frontId: string },
): void {
  const { host, topology, names, place, network } = fleet;
  const { workspaceId } = log;
  new NodeLog(scope, 'NodeLog', {
    ...place,
    name: names.base,
    workspaceId,
    link: { scopeName: monitorScopeName(topology, host.network), resourceGroupName: network.resourceGroupName },
    nodes,
  });
  const { resourceGroupName } = place;
  const recipients = new ActionGroup(scope, 'Recipients', { name: names.base, resourceGroupName, shortName: topology.name, notify: topology.finance.notify });
  const alarms = new Construct(scope, 'Alarms');
  const common = (name: string) => ({ name: `${names.base}-${name}`, actionGroupId: recipients.id });
  for (const [name, alarm] of Object.entries(logAlarms(fleet))) new LogAlert(alarms, name, { ...place, ...common(name), ...alarm, workspaceId });
  for (const [name, alarm] of Object.entries(frontAlarms(fleet)))
    new MetricAlert(alarms, name, { resourceGroupName, ...common(name), ...alarm, targetId: frontId });
}
