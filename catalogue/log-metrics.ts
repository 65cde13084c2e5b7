/** A number that a metric filter reads from lines of a gateway's log. No line holds content, and no field that is named here may. */
export interface LogMetric {
  readonly pattern: string;
  readonly value: string;
  /** Fields that its values are told apart by. */
  readonly by: readonly ('Workload' | 'Host')[];
}

const request = '$.kind = "request"';
const attempt = '$.kind = "attempt"';

/** As reviewed: what lines of Envoy and of the programs beside it are counted as, by name of the metric; the dashboard and the alarms of a gateway know no other. */
export const logMetrics: Readonly<Record<string, LogMetric>> = {
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
};

/** Fields of a line by the dimension that they become. */
export const dimensionFields = { Workload: '$.workload', Host: '$.host' } as const;
