import { Dashboard, GraphWidget, type IMetric, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { FleetMetrics } from './fleet-metrics.js';

export interface FleetDashboardProps {
  /** What is shown. */
  readonly metrics: FleetMetrics;
  /** Whether collectors report from the model servers and from the GPUs, and whether the servers count what they refuse. */
  readonly reported: { readonly servers: boolean; readonly gpus: boolean; readonly rejections: boolean };
}

/** One page on which a fleet's health is read from left to right: answers, queue, machines. */
export class FleetDashboard extends Construct {
  constructor(scope: Construct, id: string, props: FleetDashboardProps) {
    super(scope, id);
    const { metrics, reported } = props;
    const reservations = new MathExpression({
      expression: `SEARCH('{AWS/EC2CapacityReservations,CapacityReservationId} MetricName="InstanceUtilization"', 'Average')`,
      usingMetrics: {},
      label: '',
      period: Duration.minutes(5),
    });
    const always = {
      'Replicas in service': [metrics.balancer('HealthyHostCount', 'Minimum'), metrics.balancer('UnHealthyHostCount', 'Maximum')],
      'Requests and errors': [metrics.balancer('RequestCount', 'Sum'), metrics.balancer('HTTPCode_Target_5XX_Count', 'Sum')],
      'Reservations in use, percent': [reservations],
    };
    const rows = [always, ...(reported.servers ? [serverGraphs(metrics, reported.rejections)] : []), ...(reported.gpus ? [gpuGraphs(metrics)] : [])];
    new Dashboard(this, 'Page', { defaultInterval: Duration.hours(24), widgets: rows.map(row) });
  }
}

function serverGraphs(metrics: FleetMetrics, rejections: boolean): Record<string, IMetric[]> {
  return {
    'First token, seconds': [metrics.percentile('time_to_first_token', 0.95, 'p95'), metrics.percentile('time_to_first_token', 0.5, 'p50')],
    'Output token, seconds': [metrics.percentile('time_per_output_token', 0.95, 'p95')],
    'Requests per replica': [metrics.reported('vllm:num_requests_running', 'Average'), metrics.reported('vllm:num_requests_waiting', 'Average')],
    'Key-value cache, share used': [metrics.reported('vllm:kv_cache_usage_perc', 'Average'), metrics.reported('vllm:kv_cache_usage_perc', 'Maximum')],
    'Tokens per minute': [metrics.reported('vllm:prompt_tokens_total', 'Sum'), metrics.reported('vllm:generation_tokens_total', 'Sum')],
    ...(rejections ? { 'Refused with 503: overflow': [metrics.reported('vllm:admission_rejections_total', 'Sum')] } : {}),
  };
}

function gpuGraphs(metrics: FleetMetrics): Record<string, IMetric[]> {
  return {
    'GPU faults': [
      metrics.reported('DCGM_EXP_XID_ERRORS_COUNT', 'Maximum'),
      metrics.reported('DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'Sum'),
      metrics.reported('DCGM_FI_DEV_ROW_REMAP_FAILURE', 'Maximum'),
    ],
    'GPU utilisation, percent': [metrics.reported('DCGM_FI_DEV_GPU_UTIL', 'Average')],
    'GPU power, watts': [metrics.reported('DCGM_FI_DEV_POWER_USAGE', 'Average')],
  };
}

function row(graphs: Readonly<Record<string, IMetric[]>>): IWidget[] {
  return Object.entries(graphs).map(([title, left]) => new GraphWidget({ title, left, width: 8, height: 6 }));
}
