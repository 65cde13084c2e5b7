/** How an alert policy of Google on one kind of filter is set. */
export interface AlertSettings {
  readonly comparison: 'COMPARISON_GT' | 'COMPARISON_LT';
  /** `nodes`: as many as the fleet has. */
  readonly threshold: number | 'nodes';
  readonly duration: string;
  readonly aligner: string;
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
