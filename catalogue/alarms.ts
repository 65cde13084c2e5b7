/** How an alarm on one metric is set: what code alone decides, whatever the topology. Periods in seconds. */
export interface AlarmSettings {
  readonly statistic?: string;
  /** A percentile instead of it. */
  readonly percentile?: string;
  readonly period: number;
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  /** Where a topology has a say: the largest at which the alarm can still fire. */
  readonly threshold: number | { readonly atMost: number };
  readonly periods: number;
  /** How many of the periods have to be beyond the threshold; absent means all. */
  readonly datapoints?: number;
  readonly silence: 'breaching' | 'notBreaching' | 'ignore';
}

/** Fires when a metric reaches a threshold in each of some periods in a row. */
function reached(threshold: AlarmSettings['threshold'], statistic: string | undefined, periods = 5, period = 60): AlarmSettings {
  const comparison = 'GreaterThanOrEqualToThreshold';
  return { ...(statistic !== undefined && { statistic }), period, comparison, threshold, periods, datapoints: periods, silence: 'notBreaching' };
}

/** Fires when fewer than one is counted, or when nothing is reported at all. */
function gone(statistic: string, periods: number): AlarmSettings {
  return { statistic, period: 60, comparison: 'LessThanThreshold', threshold: 1, periods, datapoints: periods, silence: 'breaching' };
}

/** Fires when a metric that is reported once or twice a day reaches a threshold. */
function daily(threshold: AlarmSettings['threshold'], statistic: string, silence: AlarmSettings['silence']): AlarmSettings {
  return { statistic, period: 86_400, comparison: 'GreaterThanOrEqualToThreshold', threshold, periods: 1, silence };
}

/** The largest budget of a workload; that it is the workload's own, another reader says (evidence/delivery/cost-alarms.ts). */
const largestBudget = 1_000_000_000;

/** Requests that wait behind the running ones of a replica, at most: a longer queue answers 503. */
const longestQueue = 64;

/** Nodes of a fleet, at most. */
const mostNodes = 1_000;

/** Bounds of so many digits at most: one that no metric reaches is no alarm. */
function largestShare(digits: number): RegExp {
  const share = String.raw`FILL\(m\d, 0\) / [1-9]\d{0,${digits - 1}}`;
  return new RegExp(`^MAX\\(\\[${share}(, ${share}){1,9}\\]\\)$`);
}

/** Alarms by `namespace metric`. The same metric may have several, each with a statistic of its own. */
export const alarmsOnMetrics: Readonly<Record<string, readonly AlarmSettings[]>> = {
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': [reached(10, 'Sum')],
  'AWS/ApplicationELB UnHealthyHostCount': [reached(1, 'Maximum')],
  'AWS/ApplicationELB HealthyHostCount': [gone('Maximum', 5)],
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': [reached(100, 'Sum')],
  'ECS/ContainerInsights ContainerInstanceCount': [{ ...gone('Maximum', 90), threshold: { atMost: mostNodes } }],
  'AWS/ECS CPUUtilization': [reached({ atMost: 90 }, 'Average', 10)],
  'LlamaFleet EngineStalledSeconds': [gone('SampleCount', 10)],
  'LlamaFleet vllm:num_requests_running': [gone('SampleCount', 10)],
  'LlamaFleet vllm:num_requests_waiting': [reached({ atMost: longestQueue }, 'Average', 10)],
  'LlamaFleet vllm:kv_cache_usage_perc': [reached(0.95, 'Average', 10)],
  'LlamaFleet DCGM_FI_DEV_GPU_UTIL': [gone('SampleCount', 10)],
  'LlamaFleet DCGM_EXP_XID_ERRORS_COUNT': [reached(1, 'Maximum', 1)],
  'LlamaFleet DCGM_FI_DEV_ECC_DBE_VOL_TOTAL': [reached(1, 'Sum', 1)],
  'LlamaFleet DCGM_FI_DEV_ROW_REMAP_FAILURE': [reached(1, 'Maximum', 1)],
  'AWS/Lambda Errors': [daily(1, 'Sum', 'notBreaching')],
  'LlamaAllocatedCost MonthToDate': [daily({ atMost: largestBudget }, 'Maximum', 'ignore')],
  'LlamaAllocatedCost Faults': [
    daily(1, 'Maximum', 'ignore'),
    { statistic: 'SampleCount', period: 86_400, comparison: 'LessThanThreshold', threshold: 1, periods: 2, datapoints: 2, silence: 'breaching' },
  ],
  'LlamaGateway firstTokenMs': [{ ...reached({ atMost: 3_600_000 }, undefined, 3, 300), percentile: 'p95' }],
  'LlamaGateway spendUsd': [reached({ atMost: 1_000_000_000 }, 'Sum', 1, 86_400)],
  'LlamaGateway credentialsEnded': [reached(1, 'Sum', 1, 300)],
  'LlamaGateway keysUnread': [reached(1, 'Sum', 1, 300)],
  'LlamaModelLifecycle Leaving': [
    daily(1, 'Maximum', 'ignore'),
    { statistic: 'SampleCount', period: 86_400, comparison: 'LessThanThreshold', threshold: 1, periods: 1, silence: 'breaching' },
  ],
  'AWS/SQS ApproximateNumberOfMessagesVisible': [
    { statistic: 'Maximum', period: 300, comparison: 'GreaterThanOrEqualToThreshold', threshold: 1, periods: 1, silence: 'notBreaching' },
  ],
};

/** How an alarm on what is computed from metrics is set, and from which: each as `namespace metric statistic`. */
interface ComputedAlarm {
  readonly form: RegExp;
  readonly from: readonly string[];
  readonly settings: AlarmSettings;
}

/** Alarms on what is computed from metrics, by the form of the expression; `fleet` is how the fleet calls itself, `gateway` the topology and zone of a gateway. */
export const alarmsOnExpressions: readonly ComputedAlarm[] = [
  ...Object.entries({ errors: reached(5, undefined), shed: reached(20, undefined), overflow: reached(60, undefined, 30) }).map(([metric, settings]) => ({
    form: new RegExp(`^SELECT SUM\\(${metric}\\) FROM SCHEMA\\("LlamaGateway/(?<gateway>[a-z0-9/-]+)", Workload\\) GROUP BY Workload ORDER BY SUM\\(\\) DESC$`),
    from: [],
    settings,
  })),
  {
    form: /^SELECT MAX\(EngineStalledSeconds\) FROM SCHEMA\("LlamaFleet", Fleet, Replica\) WHERE Fleet = '(?<fleet>[\w/-]+)' GROUP BY Replica ORDER BY MAX\(\) DESC$/,
    from: [],
    settings: reached(180, undefined, 1),
  },
  // The largest share that one of several workloads has of what it may have: of its objective, and of its budget's day.
  { form: largestShare(7), from: ['LlamaGateway firstTokenMs p95'], settings: reached(1, undefined, 3, 300) },
  { form: largestShare(10), from: ['LlamaGateway spendUsd Sum'], settings: reached(1, undefined, 1, 86_400) },
  {
    // Share of first tokens that come after the objective, between two bounds of the histogram.
    form: /^\(all-\((0|b\d)\+\(b\d-(0|b\d)\)\*[\d.]+\)\)\/\(all\+(0\.000001|1e-6)\)$/,
    from: ['LlamaFleet time_to_first_token_within Sum'],
    settings: reached(0.05, undefined, 3, 300),
  },
];
