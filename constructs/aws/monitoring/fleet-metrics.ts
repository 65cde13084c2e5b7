import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';

/** Namespace of what the collectors report. */
export const metricsNamespace = 'LlamaFleet';

/** Latencies whose buckets arrive as counters, with the upper bounds in seconds that the collector keeps (runtime/metrics/vllm.yaml). */
export const latencies = {
  time_to_first_token: [0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20],
  time_per_output_token: [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5],
} as const;
export type Latency = keyof typeof latencies;

export interface FleetMetricsProps {
  /** Dimension `Fleet` of what collectors and model servers report. */
  readonly fleet: string;
  /** Full name of the load balancer, as in CloudWatch dimensions. */
  readonly balancer: string;
  /** Full name of the target group, as in CloudWatch dimensions. */
  readonly targets: string;
}

/** Keeps a quotient finite when nobody asked anything. */
const tiny = 1e-6;

/** Every metric of a fleet by one name, for scaling, alarms and dashboards alike. */
export class FleetMetrics {
  constructor(private readonly props: FleetMetricsProps) {}

  /** What the collectors report: of a gauge, `Average` is per replica or GPU. */
  reported(metricName: string, statistic: string, more: Readonly<Record<string, string>> = {}, period = Duration.minutes(1)): Metric {
    return new Metric({
      namespace: metricsNamespace,
      metricName,
      statistic,
      period,
      dimensionsMap: { Fleet: this.props.fleet, ...more },
    });
  }

  /**
   * A metric of each replica by itself. Replicas come and go, so an alarm cannot name them: a query finds them, and each is a
   * contributor to the alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
   */
  perReplica(metricName: string, statistic: 'MAX'): MathExpression {
    const where = `FROM SCHEMA("${metricsNamespace}", Fleet, Replica) WHERE Fleet = '${this.props.fleet}'`;
    return new MathExpression({
      expression: `SELECT ${statistic}(${metricName}) ${where} GROUP BY Replica ORDER BY ${statistic}() DESC`,
      usingMetrics: {},
      label: '',
      period: Duration.minutes(1),
    });
  }

  balancer(metricName: string, statistic: string): Metric {
    const { balancer, targets } = this.props;
    return new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period: Duration.minutes(1),
      dimensionsMap: { LoadBalancer: balancer, TargetGroup: targets },
    });
  }

  /** What Container Insights counts in a cluster, by its name. */
  cluster(metricName: string, statistic: string, clusterName: string): Metric {
    return new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName,
      statistic,
      period: Duration.minutes(1),
      dimensionsMap: { ClusterName: clusterName },
    });
  }

  /** What the load balancer answers by itself: it knows no target group then. */
  front(metricName: string, statistic: string): Metric {
    return new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period: Duration.minutes(1),
      dimensionsMap: { LoadBalancer: this.props.balancer },
    });
  }

  /** A percentile from buckets, linear inside the bucket as Prometheus' histogram_quantile. Seconds. */
  percentile(latency: Latency, fraction: number, label: string): MathExpression {
    const bounds = latencies[latency];
    const wanted = `${fraction}*all`;
    const estimate = bounds.reduceRight<string>(
      (beyond, bound, index) => {
        const [lower, count] = index === 0 ? [0, ''] : [bounds[index - 1] ?? 0, `-b${index - 1}`];
        return `IF(b${index}>=${wanted},${lower}+${round(bound - lower)}*(${wanted}${count})/(b${index}${count}+${tiny}),${beyond})`;
      },
      String(bounds.at(-1)),
    );
    return this.expression(estimate, latency, [...bounds.keys()], label);
  }

  /** Share of requests that took longer, 0 to 1: above 0.05 exactly when the 95th percentile is. */
  laterThan(latency: Latency, seconds: number, label: string): MathExpression {
    const bounds = latencies[latency];
    const above = bounds.findIndex((bound) => bound >= seconds);
    const upper = above === -1 ? bounds.length - 1 : above;
    const lower = bounds[upper - 1] ?? 0;
    const weight = above === -1 ? 1 : round((seconds - lower) / ((bounds[upper] ?? seconds) - lower));
    const below = upper === 0 ? '0' : `b${upper - 1}`;
    return this.expression(`(all-(${below}+(b${upper}-${below})*${weight}))/(all+${tiny})`, latency, upper === 0 ? [0] : [upper - 1, upper], label);
  }

  private expression(expression: string, latency: Latency, buckets: readonly number[], label: string): MathExpression {
    // Long enough that a quiet fleet still counts a few requests.
    const period = Duration.minutes(5);
    const within = (le: string): IMetric => this.reported(`${latency}_within`, 'Sum', { le }, period);
    const bounds = latencies[latency];
    return new MathExpression({
      expression,
      label,
      period,
      usingMetrics: { all: within('+Inf'), ...Object.fromEntries(buckets.map((index) => [`b${index}`, within(bucketLabel(bounds[index] ?? 0))])) },
    });
  }
}

/** As Prometheus clients write a bound: always with a decimal. */
export function bucketLabel(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function round(value: number): number {
  return Number(value.toFixed(6));
}
