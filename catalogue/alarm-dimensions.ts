import { logMetrics } from './log-metrics.js';

const behindBalancer = ['LoadBalancer', 'TargetGroup'];
const ofFleet = ['Fleet'];

/**
 * Dimensions that a metric is reported with, by `namespace metric`. CloudWatch keeps each set of dimensions apart: an alarm with one less, or one more,
 * waits for a metric that nobody reports.
 */
export const dimensionsOfMetrics: Readonly<Record<string, readonly string[]>> = {
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': ['LoadBalancer'],
  'AWS/ApplicationELB UnHealthyHostCount': behindBalancer,
  'AWS/ApplicationELB HealthyHostCount': behindBalancer,
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': behindBalancer,
  'ECS/ContainerInsights ContainerInstanceCount': ['ClusterName'],
  'AWS/ECS CPUUtilization': ['ClusterName', 'ServiceName'],
  'AWS/Lambda Errors': ['FunctionName'],
  'AWS/SQS ApproximateNumberOfMessagesVisible': ['QueueName'],
  'LlamaFleet EngineStalledSeconds': ofFleet,
  'LlamaFleet vllm:num_requests_running': ofFleet,
  'LlamaFleet vllm:num_requests_waiting': ofFleet,
  'LlamaFleet vllm:kv_cache_usage_perc': ofFleet,
  'LlamaFleet DCGM_FI_DEV_GPU_UTIL': ofFleet,
  'LlamaFleet DCGM_EXP_XID_ERRORS_COUNT': ofFleet,
  'LlamaFleet DCGM_FI_DEV_ECC_DBE_VOL_TOTAL': ofFleet,
  'LlamaFleet DCGM_FI_DEV_ROW_REMAP_FAILURE': ofFleet,
  'LlamaFleet time_to_first_token_within': ['Fleet', 'le'],
  'LlamaAllocatedCost MonthToDate': ['Topology', 'Workload'],
  'LlamaAllocatedCost Faults': ['Topology'],
  'LlamaModelLifecycle Leaving': ['Model', 'Topology'],
  ...Object.fromEntries(Object.entries(logMetrics).map(([metric, { by }]) => [`LlamaGateway ${metric}`, by])),
};

/** The resource that a dimension of a service's own metric names, and the attribute that has its name; none is what `Ref` gives. */
export const resourcesOfDimensions: Readonly<Record<string, { readonly type: string; readonly attribute: string | 'none' }>> = {
  ClusterName: { type: 'AWS::ECS::Cluster', attribute: 'none' },
  FunctionName: { type: 'AWS::Lambda::Function', attribute: 'none' },
  LoadBalancer: { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', attribute: 'LoadBalancerFullName' },
  QueueName: { type: 'AWS::SQS::Queue', attribute: 'QueueName' },
  ServiceName: { type: 'AWS::ECS::Service', attribute: 'Name' },
  TargetGroup: { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', attribute: 'TargetGroupFullName' },
};
