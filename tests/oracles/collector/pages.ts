import { bucketLabel, type Latency, latencies } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { key } from './emitted.js';

/** A page as a server writes it at its n-th scrape, and what CloudWatch shall get of it: the growth of counters, the value of gauges. */
export interface Page {
  readonly what: string;
  readonly text: (scrape: number) => string;
  readonly wanted: (fleet: string) => ReadonlyMap<string, number>;
}

const gauges = { 'vllm:num_requests_waiting': 5, 'vllm:num_requests_running': 7, 'vllm:kv_cache_usage_perc': 0.5 };
const counters = { 'vllm:prompt_tokens_total': 100, 'vllm:generation_tokens_total': 50, 'vllm:admission_rejections_total': 2 };
const families: Readonly<Record<Latency, string>> = {
  time_to_first_token: 'vllm:time_to_first_token_seconds',
  time_per_output_token: 'vllm:request_time_per_output_token_seconds',
};
const boundsOf = (latency: Latency) => [...latencies[latency].map(bucketLabel), '+Inf'];

/** vLLM's page, with families and buckets that nothing reads. */
const vllm: Page = {
  what: 'vLLM',
  text: (scrape) =>
    [
      ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name}{engine="0",model_name="m"} ${value}`]),
      ...Object.entries(counters).flatMap(([name, growth]) => [
        `# TYPE ${name.replace(/_total$/, '')} counter`,
        `${name}{engine="0",model_name="m"} ${growth * scrape}`,
      ]),
      '# TYPE vllm:cache_config_info gauge',
      'vllm:cache_config_info{block_size="16"} 1',
      ...Object.entries(families).flatMap(([latency, family]) => histogram(family, boundsOf(latency as Latency), scrape)),
      '',
    ].join('\n'),
  wanted: (Fleet) =>
    new Map([
      ...Object.entries({ ...gauges, ...counters }).map(([name, value]): [string, number] => [key(name, { Fleet }), value]),
      ...Object.keys(families).flatMap((latency) =>
        boundsOf(latency as Latency).map((le, index): [string, number] => [key(`${latency}_within`, { Fleet, le }), index + 1]),
      ),
    ]),
};

function histogram(family: string, bounds: readonly string[], scrape: number): string[] {
  const bucket = (le: string, value: number) => `${family}_bucket{engine="0",le="${le}",model_name="m"} ${value}`;
  return [
    `# TYPE ${family} histogram`,
    bucket('0.001', 0),
    ...bounds.map((le, index) => bucket(le, (index + 1) * scrape)),
    `${family}_count{engine="0",model_name="m"} ${bounds.length * scrape}`,
    `${family}_sum{engine="0",model_name="m"} ${scrape}`,
  ];
}

const measured = { DCGM_FI_DEV_ROW_REMAP_FAILURE: 0, DCGM_FI_DEV_GPU_UTIL: 93, DCGM_FI_DEV_FB_USED: 71_000, DCGM_FI_DEV_POWER_USAGE: 640 };
const counted = ['DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS'];

/** The exporter's page, with a code that an application causes and a family that nothing reads. Later exporters write the node's label small. */
function dcgm(hostname: 'Hostname' | 'hostname'): Page {
  const labels = `gpu="0",UUID="GPU-0",pci_bus_id="00000000:53:00.0",device="nvidia0",modelName="NVIDIA H100 80GB HBM3",${hostname}="node-1"`;
  const xid = (code: number, count: number) => `DCGM_EXP_XID_ERRORS_COUNT{${labels},window_size_in_ms="300000",xid="${code}"} ${count}`;
  return {
    what: `the exporter, label ${hostname}`,
    text: (scrape) =>
      [
        '# TYPE DCGM_EXP_XID_ERRORS_COUNT gauge',
        xid(79, 1),
        xid(13, 9),
        ...Object.entries(measured).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name}{${labels}} ${value}`]),
        ...counted.flatMap((name) => [`# TYPE ${name} counter`, `${name}{${labels}} ${scrape}`]),
        '# TYPE DCGM_FI_DEV_SM_CLOCK gauge',
        `DCGM_FI_DEV_SM_CLOCK{${labels}} 1980`,
        '',
      ].join('\n'),
    wanted: (Fleet) => {
      const dimensions: readonly Readonly<Record<string, string>>[] = [{ Fleet }, { Fleet, Hostname: 'node-1' }];
      const growth = Object.fromEntries(counted.map((name) => [name, 1]));
      return new Map(
        Object.entries({ ...measured, ...growth, DCGM_EXP_XID_ERRORS_COUNT: 1 }).flatMap(([name, value]) => dimensions.map((each) => [key(name, each), value])),
      );
    },
  };
}

export const pages: Readonly<Record<'vllm' | 'dcgm', readonly Page[]>> = { vllm: [vllm], dcgm: [dcgm('Hostname'), dcgm('hostname')] };
