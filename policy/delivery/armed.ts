import { extensionOfStack, isExtended } from '../../derived/extensions.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { scheduleExpressions } from '../../derived/notice-times.js';
import { alarmDifferences } from '../../evidence/delivery/alarm-settings.js';
import { alertDifferences } from '../../evidence/delivery/alert-settings.js';
import { activityAlertDifferences, metricAlertDifferences, queryAlertDifferences } from '../../evidence/delivery/azure-alert-settings.js';
import { budgetDifferences, jobDifferences } from '../../evidence/delivery/cost-alarms.js';
import { filterDifferences } from '../../evidence/delivery/counted.js';
import { dimensionDifferences, watchDifferences } from '../../evidence/delivery/watched-by.js';
import { isAdditional } from '../../evidence/presence/additional.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import type { Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'delivery/armed',
  severity: 'error',
  title: 'Every alarm watches what was reviewed, with its reviewed settings, and tells the people of finance.notify.',
  why: 'An alarm with a threshold that nothing reaches, a thousand periods, another metric, a metric that counts something else or silence taken for health is there, has a recipient and never fires. A notice to another address tells a stranger what is wrong, and nobody else.',
  fix: 'Let the stacks synthesize alarms and subscriptions. A new alarm is reviewed in catalogue/alarms.ts, catalogue/log-metrics.ts, catalogue/alerts.ts or catalogue/azure-alerts.ts; recipients come from finance.notify.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html',

  *resource(resource, { topology, outputs, asOf }) {
    const { type, stack, origin, id } = resource;
    const differences = judged[type];
    // What an organisation adds in code of its own, it sets itself.
    if (differences === undefined || extensionOfStack(topology, stack.name) !== undefined) return;
    if (isExtended(topology, asOf, { kind: 'type', value: type, stack: stack.name }) && isAdditional(topology, outputs, resource)) return;
    for (const difference of differences(resource, topology)) yield { path: origin, resource, message: `${id} ${difference}.` };
  },
};

const judged: Readonly<Record<string, (resource: Resource, topology: Topology) => readonly string[]>> = {
  'AWS::CloudWatch::Alarm': (alarm, topology) => [...alarmDifferences(alarm), ...dimensionDifferences(alarm, topology), ...budgetDifferences(alarm, topology)],
  'AWS::Logs::MetricFilter': (filter) => filterDifferences(filter),
  'AWS::Scheduler::Schedule': (schedule, topology) => [
    ...notAmong(
      'runs at',
      renderedText(schedule.properties['ScheduleExpression'] ?? 'no time'),
      scheduleExpressions(topology, stackPlace(topology, schedule.stack.name)?.kind),
    ),
    ...watchDifferences(schedule, topology),
    ...jobDifferences(schedule, topology),
  ],
  'AWS::SNS::Subscription': ({ properties }, topology) => notAmong('tells', renderedText(properties['Endpoint'] ?? 'nobody'), topology.finance.notify),
  azurerm_monitor_action_group: ({ properties }, topology) =>
    blocks(properties['email_receiver']).flatMap((receiver) => notAmong('tells', renderedText(receiver['email_address']), topology.finance.notify)),
  azurerm_monitor_activity_log_alert: (alert) => activityAlertDifferences(alert),
  azurerm_monitor_metric_alert: (alert, topology) => {
    const [id, host] = hostOfResource(topology, alert) ?? [];
    const capacity = host === undefined ? undefined : traitsOf(host).capacity(host);
    const objectives = id === undefined ? [] : workloadsOn(topology, id).map(([, { slo }]) => slo.ttftMs);
    return metricAlertDifferences(alert, {
      objective: objectives.length === 0 ? undefined : Math.min(...objectives),
      tokensPerMinute: capacity?.unit === 'tokens' ? capacity.perMinute : undefined,
      nodes: nodesOf(host),
    });
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: (alert) => queryAlertDifferences(alert),
  google_monitoring_alert_policy: (alert, topology) => {
    const [id, host] = hostOfResource(topology, alert) ?? [];
    const machines = host === undefined ? 'none' : judgeOf(host).machines;
    return alertDifferences(alert, id === undefined || host === undefined || machines === 'none' ? [] : machines.watchedNodes({ topology, id, host }));
  },
};

/** Nodes of a fleet; undefined of what has none. */
function nodesOf(host: Host | undefined): number | undefined {
  const nodes = host === undefined ? 'none' : traitsOf(host).nodes(host);
  return nodes === 'none' ? undefined : nodes.count;
}

function notAmong(verb: string, received: string, allowed: readonly string[]): readonly string[] {
  return allowed.includes(received) ? [] : [`${verb} ${received}. Allowed: ${allowed.join(', ')}`];
}
