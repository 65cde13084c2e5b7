/** How an alert policy of Google on one kind of filter is set. */
export interface AlertSettings {
  readonly comparison: 'COMPARISON_GT' | 'COMPARISON_LT';
  /** `nodes`: as many as the version has that is watched. Where a topology has a say besides: the largest at which the alarm can still fire. */
  readonly threshold: number | 'nodes' | { readonly atMost: number };
  readonly duration: string;
  readonly aligner: string;
  /**
   * How several series become one.
   * @default - they are added up
   */
  readonly reducer?: string;
}

/** Fires at the first line that is counted. */
const first: AlertSettings = { comparison: 'COMPARISON_GT', threshold: 0, duration: '0s', aligner: 'ALIGN_SUM' };
const consoles = String.raw`^log_id\("serialconsole\.googleapis\.com/serial_port_1_output"\) AND `;
const looks = String.raw`textPayload:"\\"watch\\": \\"[\w-]+\\"" AND textPayload:"\\"fleet\\": \\"[\w-]+\\""`;

/** Alert policies on lines that a metric counts, by the form of the metric's filter. */
export const alertsOnLines: readonly { readonly form: RegExp; readonly settings: AlertSettings }[] = [
  { form: new RegExp(`${consoles}textPayload:"prepare-node: REFUSED"$`), settings: first },
  { form: new RegExp(`${consoles}textPayload=~"NVRM: Xid ${String.raw`\\{2}\(PCI:\[\^\)\]\*\\{2}\): \([\d|]+\),`}"$`), settings: first },
  { form: new RegExp(`${consoles}${looks}${String.raw` AND textPayload:"\\"hung\\": true"`}$`), settings: first },
  {
    form: new RegExp(`${consoles}${looks}$`),
    settings: { comparison: 'COMPARISON_LT', threshold: 1, duration: '1800s', aligner: 'ALIGN_SUM' },
  },
];

/** Filter of a policy on such a metric; the group is the metric's address. */
export const countedLines =
  /^resource\.type = "gce_instance" AND metric\.type = "logging\.googleapis\.com\/user\/\$\{(google_logging_metric\.[\w-]+)\.name\}"$/;

/** Fires at the first fault that a collector reports. */
const fault: AlertSettings = { comparison: 'COMPARISON_GT', threshold: 0, duration: '0s', aligner: 'ALIGN_MAX' };
/** Fires when nothing is reported. */
const silence: AlertSettings = { comparison: 'COMPARISON_LT', threshold: 1, duration: '600s', aligner: 'ALIGN_COUNT' };
/** Fires when fewer nodes report than a version has. */
const fewer: AlertSettings = { comparison: 'COMPARISON_LT', threshold: 'nodes', duration: '5400s', aligner: 'ALIGN_MEAN', reducer: 'REDUCE_COUNT' };
const crowded: AlertSettings = {
  comparison: 'COMPARISON_GT',
  threshold: 0.95,
  duration: '600s',
  aligner: 'ALIGN_MEAN',
  reducer: 'REDUCE_MEAN',
};

/** Requests that wait on a node of eight replicas, each with 64 behind the running ones, at most: a longer queue answers 503. */
const longestQueue = 512;

/** Alert policies on what collectors report, by the end of the metric's type, and with what one of them counts where a metric has two. */
export const alertsOnMeasures: Readonly<Record<string, AlertSettings>> = {
  'vllm/num_requests_running': silence,
  'vllm/num_requests_running REDUCE_COUNT': fewer,
  'vllm/num_requests_waiting': { ...crowded, threshold: { atMost: longestQueue } },
  'vllm/kv_cache_usage_perc': crowded,
  'vllm/time_to_first_token_seconds': {
    comparison: 'COMPARISON_GT',
    threshold: { atMost: 3_600 },
    duration: '900s',
    aligner: 'ALIGN_DELTA',
    reducer: 'REDUCE_PERCENTILE_95',
  },
  DCGM_FI_DEV_GPU_UTIL: silence,
  DCGM_EXP_XID_ERRORS_COUNT: fault,
  DCGM_FI_DEV_ECC_DBE_VOL_TOTAL: { ...fault, aligner: 'ALIGN_DELTA' },
  DCGM_FI_DEV_ROW_REMAP_FAILURE: fault,
};

/** Filter of a policy on such a metric; the group is the address of its declaration. */
export const reportedMeasures = /^resource\.type = "gce_instance" AND metric\.type = "\$\{(google_monitoring_metric_descriptor\.[\w-]+)\.type\}"$/;

/** Other alert policies, by the form of their own filter. */
export const alertsOnFilters: readonly { readonly form: RegExp; readonly settings: AlertSettings }[] = [
  {
    form: /^resource\.type = "instance_group" AND resource\.labels\.instance_group_name = one_of\(.+\) AND metric\.type = "compute\.googleapis\.com\/instance_group\/size"$/,
    settings: { comparison: 'COMPARISON_LT', threshold: 'nodes', duration: '1800s', aligner: 'ALIGN_MEAN' },
  },
  {
    form: /^resource\.type = "internal_http_lb_rule" AND resource\.labels\.url_map_name = "[\w-]+" AND metric\.type = "loadbalancing\.googleapis\.com\/https\/internal\/request_count" AND metric\.labels\.response_code_class = 500$/,
    settings: { comparison: 'COMPARISON_GT', threshold: 1, duration: '300s', aligner: 'ALIGN_RATE' },
  },
];
