import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const alarm = (name: string) => propertiesOf(fleet, `Alarms${name}`);

describe('metrics of a fleet', () => {
  it('say when servers or GPUs fall silent: no data is a fault, not peace', () => {
    expect(alarm('ServersSilent')).toMatchObject({ MetricName: 'vllm:num_requests_running', Statistic: 'SampleCount', TreatMissingData: 'breaching' });
    expect(alarm('GpusSilent')).toMatchObject({ MetricName: 'DCGM_FI_DEV_GPU_UTIL', TreatMissingData: 'breaching' });
  });

  it('say when a queue grows past twice its target, and when the cache of a server is full', () => {
    expect(alarm('Queue')).toMatchObject({ MetricName: 'vllm:num_requests_waiting', Threshold: 16 });
    expect(alarm('KvCache')).toMatchObject({ MetricName: 'vllm:kv_cache_usage_perc', Threshold: 0.95 });
  });

  it('say at the first fault of a GPU', () => {
    for (const [name, metric] of [
      ['GpuXid', 'DCGM_EXP_XID_ERRORS_COUNT'],
      ['GpuMemory', 'DCGM_FI_DEV_ECC_DBE_VOL_TOTAL'],
      ['GpuRowRemap', 'DCGM_FI_DEV_ROW_REMAP_FAILURE'],
    ] as const) {
      expect(alarm(name)).toMatchObject({ MetricName: metric, Threshold: 1, EvaluationPeriods: 1 });
    }
  });
});
