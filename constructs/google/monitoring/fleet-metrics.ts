import { MonitoringMetricDescriptor } from '@cdktf/provider-google/lib/monitoring-metric-descriptor/index.js';
import { Construct } from 'constructs';

/** How the values of a metric are to be read. Its series have no labels: an instance has one of them. */
export interface MeasuredMetric {
  /** What is measured, as people read it. */
  readonly what: string;
  /** Whether a value is as it is now, or what came together since the start. */
  readonly kind: 'GAUGE' | 'CUMULATIVE';
  /** A number, or how many values lie within each bound. */
  readonly value: 'DOUBLE' | 'DISTRIBUTION';
  /** Unit of UCUM, such as `s`; `1` for a number of things. */
  readonly unit: string;
}

export interface FleetMetricsProps {
  /** Project of the metrics. */
  readonly project: string;
  /** Type of every metric up to its own name, without a slash at the end. */
  readonly domain: string;
  /** By the last part of their type. */
  readonly metrics: Readonly<Record<string, MeasuredMetric>>;
}

/** Metrics that collectors of a fleet write: declared, so that alarms on them can be made before the first value comes. */
export class FleetMetrics extends Construct {
  /** By the last part of their type. */
  readonly declared: ReadonlyMap<string, MonitoringMetricDescriptor>;

  constructor(scope: Construct, id: string, { project, domain, metrics }: FleetMetricsProps) {
    super(scope, id);
    this.declared = new Map(
      Object.entries(metrics).map(([name, { what, kind, value, unit }]) => [
        name,
        new MonitoringMetricDescriptor(this, name.replace('/', '-'), {
          project,
          type: `${domain}/${name}`,
          displayName: what,
          description: what,
          metricKind: kind,
          valueType: value,
          unit,
        }),
      ]),
    );
  }

  /** Type of a metric, for whom uses it to wait for its declaration. */
  type(name: string): string {
    const declared = this.declared.get(name);
    if (declared === undefined) throw new Error(`no metric is called ${name}`);
    return declared.type;
  }
}
