import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** A number that is read from lines of the log. */
interface LogMetric {
  /** Lines that count. */
  readonly pattern: string;
  /** Field that holds it, or 1 for each line. */
  readonly value: string;
  /** What its values are told apart by. */
  readonly by: readonly ('Workload' | 'Host')[];
}

const request = '$.kind = "request"';
const attempt = '$.kind = "attempt"';

/** What Envoy's lines and those of our processes say, by the name of the metric. None holds content. */
const metrics = {
  requests: { pattern: `{ ${request} && $.workload = * }`, value: '1', by: ['Workload'] },
  errors: { pattern: `{ ${request} && ($.status = 500 || $.status = 502 || $.status = 504 || $.ended = "cut") }`, value: '1', by: ['Workload'] },
  shed: { pattern: `{ ${request} && ($.status = 429 || $.status = 503) }`, value: '1', by: ['Workload'] },
  attempts: { pattern: `{ ${attempt} }`, value: '1', by: ['Workload', 'Host'] },
  overflow: { pattern: `{ ${attempt} && $.place = "overflow" && $.status = 200 }`, value: '1', by: ['Workload'] },
  firstTokenMs: { pattern: `{ ${attempt} && $.firstTokenMs > 0 }`, value: '$.firstTokenMs', by: ['Workload'] },
  tokensOut: { pattern: '{ $.tokensOut > 0 }', value: '$.tokensOut', by: ['Workload', 'Host'] },
  spendUsd: { pattern: '{ $.cost > 0 }', value: '$.cost', by: ['Workload'] },
  credentialsEnded: { pattern: '{ $.over IS TRUE }', value: '1', by: [] },
  keysUnread: { pattern: '{ $.event = "keys not read" }', value: '1', by: [] },
} as const satisfies Record<string, LogMetric>;
export type SpendMetric = keyof typeof metrics;

const fields = { Workload: '$.workload', Host: '$.host' } as const;

/** Metrics of a zone's gateway, made from its log: by workload, and by host where that is asked. */
export class SpendMetrics extends Construct {
  /** `namespace` is the zone's own. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: { readonly logGroup: ILogGroup; readonly namespace: string },
  ) {
    super(scope, id);
    for (const [name, { pattern, value, by }] of Object.entries(metrics)) {
      new CfnMetricFilter(this, name, {
        logGroupName: props.logGroup.logGroupName,
        filterPattern: pattern,
        metricTransformations: [
          {
            metricNamespace: props.namespace,
            metricName: name,
            metricValue: value,
            ...(by.length > 0 && { dimensions: by.map((key) => ({ key, value: fields[key] })) }),
          },
        ],
      });
    }
  }

  /** Of one workload, or of all where the metric knows none. */
  of(metricName: SpendMetric, statistic: string, workload?: string, period = Duration.minutes(5)): Metric {
    return new Metric({
      namespace: this.props.namespace,
      metricName,
      statistic,
      period,
      ...(workload !== undefined && { dimensionsMap: { Workload: workload } }),
    });
  }

  /** Of each workload by itself: an alarm on it has a contributor for each, and none has to be named. */
  eachWorkload(metric: SpendMetric): MathExpression {
    return new MathExpression({
      expression: `SELECT SUM(${metric}) FROM SCHEMA("${this.props.namespace}", Workload) GROUP BY Workload ORDER BY SUM() DESC`,
      usingMetrics: {},
      label: '',
      period: Duration.minutes(1),
    });
  }

  /** Every line that a graph can show of a metric: one for each workload, or workload and host. */
  all(metric: SpendMetric, statistic: string): IMetric {
    const dimensions = metrics[metric].by.join(',');
    return new MathExpression({
      expression: `SEARCH('{"${this.props.namespace}",${dimensions}} MetricName="${metric}"', '${statistic}')`,
      usingMetrics: {},
      label: '',
      period: Duration.minutes(5),
    });
  }
}
