import { bucketLabel, latencies } from '../../constructs/aws/fleet-metrics.js';

/** vLLM's page at its n-th scrape: counters grow evenly, and it holds families and buckets that nothing reads. */
export function vllmPage(scrape: number): string {
  const kept = [...latencies.time_to_first_token.map(bucketLabel), '+Inf'];
  const bucket = (le: string, value: number) => `vllm:time_to_first_token_seconds_bucket{engine="0",le="${le}",model_name="m"} ${value}`;
  return [
    '# TYPE vllm:num_requests_waiting gauge',
    'vllm:num_requests_waiting{engine="0",model_name="m"} 5',
    '# TYPE vllm:prompt_tokens counter',
    `vllm:prompt_tokens_total{engine="0",model_name="m"} ${100 * scrape}`,
    '# TYPE vllm:cache_config_info gauge',
    'vllm:cache_config_info{block_size="16"} 1',
    '# TYPE vllm:time_to_first_token_seconds histogram',
    bucket('0.001', 0),
    ...kept.map((le, index) => bucket(le, (index + 1) * scrape)),
    `vllm:time_to_first_token_seconds_count{engine="0",model_name="m"} ${kept.length * scrape}`,
    `vllm:time_to_first_token_seconds_sum{engine="0",model_name="m"} ${scrape}`,
    '',
  ].join('\n');
}

/** The DCGM exporter's page at its n-th scrape. */
export function dcgmPage(scrape: number): string {
  const labels = 'gpu="0",UUID="GPU-0",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1"';
  return [
    '# TYPE DCGM_EXP_XID_ERRORS_COUNT gauge',
    `DCGM_EXP_XID_ERRORS_COUNT{${labels},window_size_in_ms="300000",xid="79"} 1`,
    '# TYPE DCGM_FI_DEV_ECC_DBE_VOL_TOTAL counter',
    `DCGM_FI_DEV_ECC_DBE_VOL_TOTAL{${labels}} ${scrape}`,
    '# TYPE DCGM_FI_DEV_SM_CLOCK gauge',
    `DCGM_FI_DEV_SM_CLOCK{${labels}} 1980`,
    '',
  ].join('\n');
}
