import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { FleetAlarm } from '../../../constructs/aws/monitoring/fleet-alarms.js';
import type { SpendMetrics } from '../../../constructs/aws/zone-gateway/spend-metrics.js';
import { watchedTogether } from '../../../derived/gateway-alarms.js';
import type { Workload } from '../../../topology/schema/workloads.js';

/** What the load balancer and ECS count of a gateway. */
export interface ServiceMetrics {
  readonly balancer: (metricName: string, statistic: string) => Metric;
  readonly front: (metricName: string, statistic: string) => Metric;
  readonly cpu: Metric;
}

/** Full names of the load balancer and of its targets, and of the service, as CloudWatch's dimensions have them. */
export function serviceMetrics(names: { balancer: string; targets: string; cluster: string; service: string }): ServiceMetrics {
  const metric = (namespace: string, dimensionsMap: Record<string, string>) => (metricName: string, statistic: string) =>
    new Metric({ namespace, metricName, statistic, period: Duration.minutes(1), dimensionsMap });
  return {
    balancer: metric('AWS/ApplicationELB', { LoadBalancer: names.balancer, TargetGroup: names.targets }),
    front: metric('AWS/ApplicationELB', { LoadBalancer: names.balancer }),
    cpu: metric('AWS/ECS', { ClusterName: names.cluster, ServiceName: names.service })('CPUUtilization', 'Average'),
  };
}

/** First signs that a gateway does not serve, or not as it should. */
export function gatewayAlarms(spend: SpendMetrics, service: ServiceMetrics, busyPercent: number): Record<string, FleetAlarm> {
  return {
    FrontErrors: {
      metric: service.front('HTTPCode_ELB_5XX_Count', 'Sum'),
      threshold: 10,
      description: 'The load balancer answers with errors of its own: no task, or a cut connection. Runbook: docs/runbooks/gateway.md#no-task-takes-requests',
    },
    NoTask: {
      metric: service.balancer('HealthyHostCount', 'Maximum'),
      threshold: 1,
      below: true,
      description: 'No task of the gateway takes requests. Runbook: docs/runbooks/gateway.md#no-task-takes-requests',
    },
    TasksUnhealthy: {
      metric: service.balancer('UnHealthyHostCount', 'Maximum'),
      threshold: 1,
      description: 'A task of the gateway is not ready. Runbook: docs/runbooks/gateway.md#no-task-takes-requests',
    },
    Busy: {
      metric: service.cpu,
      threshold: Math.min(90, busyPercent + 30),
      periods: 10,
      description: 'Tasks of the gateway are busy although scaling may add some: the most is too few. Runbook: docs/runbooks/gateway.md#too-few-tasks',
    },
    Errors: {
      metric: spend.eachWorkload('errors'),
      threshold: 5,
      description: 'Requests of a workload fail or are cut. Runbook: docs/runbooks/gateway.md#a-host-is-dead-or-slow',
    },
    Shed: {
      metric: spend.eachWorkload('shed'),
      threshold: 20,
      description: 'Requests of a workload are refused because no host of its route has capacity. Runbook: docs/runbooks/gateway.md#requests-are-shed',
    },
    Overflow: {
      metric: spend.eachWorkload('overflow'),
      threshold: 60,
      periods: 30,
      description: 'A workload has been answered beyond its first host for half an hour. Runbook: docs/runbooks/gateway.md#a-host-is-dead-or-slow',
    },
    CredentialsEnded: {
      metric: spend.of('credentialsEnded', 'Sum'),
      threshold: 1,
      periods: 1,
      description: 'A credential for a host has ended and could not be renewed. Runbook: docs/runbooks/gateway.md#a-credential-cannot-be-fetched',
    },
    KeysUnread: {
      metric: spend.of('keysUnread', 'Sum'),
      threshold: 1,
      periods: 1,
      description: 'Keys of callers cannot be read; those that were read before stay valid. Runbook: docs/runbooks/gateway.md#keys-cannot-be-read',
    },
  };
}

/** What workloads were promised, and what they may spend where tokens are paid for. */
export function workloadAlarms(spend: SpendMetrics, workloads: readonly (readonly [id: string, Workload])[]): Record<string, FleetAlarm> {
  const promised = workloads.map(([id, { slo }]): Bound => ({ id, most: slo.ttftMs }));
  const budgets = workloads.flatMap(([id, { budget }]): Bound[] =>
    budget === undefined ? [] : [{ id, most: Math.max(1, Math.round((budget.usdPerMonth / days) * even)) }],
  );
  return Object.fromEntries([
    ...bounded('FirstToken', promised, {
      of: (id) => spend.of('firstTokenMs', 'p95', id),
      every: Duration.minutes(5),
      periods: 3,
      says: ({ id, most }) => `The 95th percentile of the first token of ${id} is above ${most} ms, its objective.`,
      saysOf: (ids) => `The 95th percentile of the first token is above its objective for one of ${ids}.`,
      runbook: 'a-host-is-dead-or-slow',
    }),
    ...bounded('Spend', budgets, {
      of: (id) => spend.of('spendUsd', 'Sum', id, Duration.days(1)),
      every: Duration.days(1),
      periods: 1,
      says: ({ id, most }) => `Paid tokens of ${id} cost ${most} USD on one day, twice an even share of its budget.`,
      saysOf: (ids) => `Paid tokens cost twice an even share of the budget on one day for one of ${ids}.`,
      runbook: 'a-workload-spends-too-much',
    }),
  ]);
}

/** Days of a month, and how many times the even share of a day it takes to be told on that day. */
const [days, even] = [30, 2];

/** The most that a metric of a workload may be. */
interface Bound {
  readonly id: string;
  readonly most: number;
}

interface Watch {
  readonly of: (workload: string) => Metric;
  readonly every: Duration;
  readonly periods: number;
  readonly says: (bound: Bound) => string;
  readonly saysOf: (ids: string) => string;
  /** Heading in the runbook. */
  readonly runbook: string;
}

/** An alarm for each workload; where they are watched together, on the largest of their shares of what each may have. */
function bounded(kind: string, bounds: readonly Bound[], { of, every, periods, says, saysOf, runbook }: Watch): [string, FleetAlarm][] {
  return watchedTogether(bounds).map((group, index) => {
    const [first] = group;
    if (group.length === 1 && first !== undefined)
      return [`${kind}-${first.id}`, { metric: of(first.id), threshold: first.most, periods, description: `${says(first)} Runbook: ${page}#${runbook}` }];
    const metric = new MathExpression({
      expression: `MAX([${group.map(({ most }, place) => `FILL(m${place}, 0) / ${most}`).join(', ')}])`,
      usingMetrics: Object.fromEntries(group.map(({ id }, place) => [`m${place}`, of(id)])),
      label: '',
      period: every,
    });
    const ids = group.map(({ id }) => id).join(', ');
    return [`${kind}-${index + 1}`, { metric, threshold: 1, periods, description: `${saysOf(ids)} Runbook: ${page}#${runbook}` }];
  });
}

const page = 'docs/runbooks/gateway.md';
