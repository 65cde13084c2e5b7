const engines = [0, 1];
const gpus = [0, 1];

/** vLLM's page with two replicas, as it is at its n-th scrape, with families that nothing reads. */
export function serverPage(scrape: number): string {
  const each = (line: (engine: number) => string) => engines.map(line);
  return [
    '# TYPE vllm:num_requests_running gauge',
    ...each((engine) => `vllm:num_requests_running{engine="${engine}",model_name="m"} ${7 + engine}`),
    '# TYPE vllm:num_requests_waiting gauge',
    ...each((engine) => `vllm:num_requests_waiting{engine="${engine}",model_name="m"} ${5 + engine}`),
    '# TYPE vllm:kv_cache_usage_perc gauge',
    ...each((engine) => `vllm:kv_cache_usage_perc{engine="${engine}",model_name="m"} ${0.25 + engine / 4}`),
    '# TYPE vllm:generation_tokens counter',
    ...each((engine) => `vllm:generation_tokens_total{engine="${engine}",model_name="m"} ${scrape}`),
    '# TYPE vllm:time_to_first_token_seconds histogram',
    ...each((engine) =>
      [
        ...['0.5', '1.0', '2.5', '+Inf'].map((le, index) => `_bucket{engine="${engine}",le="${le}",model_name="m"} ${(index + 1) * scrape}`),
        `_count{engine="${engine}",model_name="m"} ${4 * scrape}`,
        `_sum{engine="${engine}",model_name="m"} ${3 * scrape}`,
      ]
        .map((line) => `vllm:time_to_first_token_seconds${line}`)
        .join('\n'),
    ),
    '',
  ].join('\n');
}

/** The exporter's page with two GPUs, one of which had an error, and a code that an application causes. */
export function exporterPage(scrape: number): string {
  const labels = (gpu: number) => `gpu="${gpu}",UUID="GPU-${gpu}",device="nvidia${gpu}",modelName="NVIDIA H100 80GB HBM3",Hostname="node-1"`;
  const xid = (code: number, count: number) => `DCGM_EXP_XID_ERRORS_COUNT{${labels(0)},window_size_in_ms="300000",xid="${code}"} ${count}`;
  const each = (line: (gpu: number) => string) => gpus.map(line);
  return [
    '# TYPE DCGM_EXP_XID_ERRORS_COUNT gauge',
    xid(79, 1),
    xid(13, 9),
    '# TYPE DCGM_FI_DEV_ROW_REMAP_FAILURE gauge',
    ...each((gpu) => `DCGM_FI_DEV_ROW_REMAP_FAILURE{${labels(gpu)}} ${gpu}`),
    '# TYPE DCGM_FI_DEV_GPU_UTIL gauge',
    ...each((gpu) => `DCGM_FI_DEV_GPU_UTIL{${labels(gpu)}} ${90 + gpu}`),
    '# TYPE DCGM_FI_DEV_ECC_DBE_VOL_TOTAL counter',
    ...each((gpu) => `DCGM_FI_DEV_ECC_DBE_VOL_TOTAL{${labels(gpu)}} ${scrape}`),
    '# TYPE DCGM_FI_DEV_FB_USED gauge',
    ...each((gpu) => `DCGM_FI_DEV_FB_USED{${labels(gpu)}} 71000`),
    '',
  ].join('\n');
}

/** What a gauge shall say of these pages, by the end of its type; of what grows, how much at each scrape. */
export const wanted: Readonly<Record<string, { readonly value: number } | { readonly growth: number }>> = {
  'vllm/num_requests_running': { value: 15 },
  'vllm/num_requests_waiting': { value: 11 },
  'vllm/kv_cache_usage_perc': { value: 0.5 },
  'vllm/time_to_first_token_seconds': { growth: 8 },
  DCGM_EXP_XID_ERRORS_COUNT: { value: 1 },
  DCGM_FI_DEV_ROW_REMAP_FAILURE: { value: 1 },
  DCGM_FI_DEV_GPU_UTIL: { value: 91 },
  DCGM_FI_DEV_ECC_DBE_VOL_TOTAL: { growth: 2 },
};
