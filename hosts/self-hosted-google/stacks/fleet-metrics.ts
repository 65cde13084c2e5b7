import type { Construct } from 'constructs';
import { FleetMetrics, type MeasuredMetric } from '../../../constructs/google/monitoring/fleet-metrics.js';
import { setOrigin } from '../../../constructs/origin.js';
import { metricsName } from '../../../derived/google-fleet-names.js';
import { pathOf } from '../../../topology/path.js';
import type { Fleet } from './fleet-parts.js';

/** What collectors say of model servers, each value that of a node. */
const ofServers: Readonly<Record<string, MeasuredMetric>> = {
  'vllm/num_requests_running': { what: 'Requests that a node works on', kind: 'GAUGE', value: 'DOUBLE', unit: '1' },
  'vllm/num_requests_waiting': { what: 'Requests that wait on a node', kind: 'GAUGE', value: 'DOUBLE', unit: '1' },
  'vllm/kv_cache_usage_perc': { what: 'Used part of the fullest key-value cache of a node', kind: 'GAUGE', value: 'DOUBLE', unit: '1' },
  'vllm/time_to_first_token_seconds': { what: 'Time until the first token', kind: 'CUMULATIVE', value: 'DISTRIBUTION', unit: 's' },
};

/** What they say of GPUs: the worst of a node. */
const ofGpus: Readonly<Record<string, MeasuredMetric>> = {
  DCGM_EXP_XID_ERRORS_COUNT: { what: 'XIDs within five minutes after which only a reset or another machine helps', kind: 'GAUGE', value: 'DOUBLE', unit: '1' },
  DCGM_FI_DEV_ECC_DBE_VOL_TOTAL: { what: 'Uncorrectable memory errors since boot', kind: 'CUMULATIVE', value: 'DOUBLE', unit: '1' },
  DCGM_FI_DEV_ROW_REMAP_FAILURE: { what: 'Whether a memory row could not be remapped', kind: 'GAUGE', value: 'DOUBLE', unit: '1' },
  DCGM_FI_DEV_GPU_UTIL: { what: 'Utilisation of the busiest GPU', kind: 'GAUGE', value: 'DOUBLE', unit: '%' },
};

/** Metrics of a fleet whose topology names a collector. */
export function fleetMetrics(scope: Construct, { id, host, project, name }: Fleet): FleetMetrics | undefined {
  if (host.images.metrics === undefined) return undefined;
  const metrics = { ...ofServers, ...(host.images.dcgm !== undefined && ofGpus) };
  const made = new FleetMetrics(scope, 'Metrics', { project, domain: `custom.googleapis.com/${metricsName(name)}`, metrics });
  setOrigin(made, pathOf('hosts', id, 'images'));
  return made;
}
