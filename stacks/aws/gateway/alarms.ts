import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { FleetAlarm } from '../../../constructs/aws/monitoring/fleet-alarms.js';
import type { SpendMetrics } from '../../../constructs/aws/zone-gateway/spend-metrics.js';
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

/** What a workload was promised, and what it may spend where tokens are paid for. */
export function workloadAlarms(spend: SpendMetrics, workloads: readonly (readonly [id: string, Workload])[]): Record<string, FleetAlarm> {
  return Object.fromEntries(workloads.flatMap(([id, workload]) => [firstToken(spend, id, workload), ...spendOf(spend, id, workload)]));
}

function firstToken(spend: SpendMetrics, id: string, { slo: { ttftMs } }: Workload): [string, FleetAlarm] {
  return [
    `FirstToken-${id}`,
    {
      metric: spend.of('firstTokenMs', 'p95', id),
      threshold: ttftMs,
      periods: 3,
      description: `The 95th percentile of the first token of ${id} is above ${ttftMs} ms, its objective. Runbook: docs/runbooks/gateway.md#a-host-is-dead-or-slow`,
    },
  ];
}

/** Days of a month, and how many times the even share of a day it takes to be told on that day. */
const [days, even] = [30, 2];

function spendOf(spend: SpendMetrics, id: string, { budget }: Workload): [string, FleetAlarm][] {
  if (budget === undefined) return [];
  const usd = Math.max(1, Math.round((budget.usdPerMonth / days) * even));
  return [
    [
      `Spend-${id}`,
      {
        metric: spend.of('spendUsd', 'Sum', id, Duration.days(1)),
        threshold: usd,
        periods: 1,
        description: `Paid tokens of ${id} cost ${usd} USD on one day, twice an even share of its budget. Runbook: docs/runbooks/gateway.md#a-workload-spends-too-much`,
      },
    ],
  ];
}
