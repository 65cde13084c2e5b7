import { command, console, home } from '../unit-lines.js';

/** What watches a node, each by digest, and how its collector is set. */
export interface NodeWatching {
  /** OpenTelemetry Collector. */
  readonly collector: string;
  /** Its configuration, as YAML. */
  readonly configuration: string;
  /**
   * NVIDIA DCGM exporter and its list of counters.
   * @default - GPUs are not measured
   */
  readonly exporter?: { readonly image: string; readonly counters: string; readonly gpus: number } | undefined;
}

/** Files and units by name, in the order in which they are written. */
export interface WatchingParts {
  readonly files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly units: Readonly<Record<string, readonly string[]>>;
}

const configurationFile = '/etc/blueprint/collector.yaml';
const countersFile = '/etc/blueprint/dcgm-counters.csv';
/** XIDs are counted over this long: ten scrapes, so that none is missed, and an alarm ends by itself. */
const xidWindowMs = 300_000;
/** Neither may take the server's memory. */
const memoryMiB = { metrics: 512, dcgm: 1_024 };

/** Collector and exporter of a node, and what they read. `nameNode`: script that says which node it is. */
export function watchingParts({ collector, configuration, exporter }: NodeWatching, nameNode: string): WatchingParts {
  return {
    files: [
      { path: '/etc/blueprint/name-node.sh', permissions: '0700', content: nameNode },
      // The collector is no root.
      { path: configurationFile, permissions: '0644', content: configuration },
      ...(exporter === undefined ? [] : [{ path: countersFile, permissions: '0644', content: exporter.counters }]),
    ],
    units: { ...(exporter && { dcgm: exporterUnit(exporter) }), metrics: collectorUnit(collector) },
  };
}

/** On the node's own network: containers on their own begin no connection, and it asks the metadata server for the token of the node's account. */
function collectorUnit(image: string): string[] {
  return [
    ...unit('Metrics of this node', []),
    'ExecStartPre=/usr/bin/test -e /run/llama-weights-verified',
    'ExecStartPre=/bin/bash /etc/blueprint/name-node.sh',
    'ExecStartPre=-/usr/bin/docker rm --force metrics',
    command('/usr/bin/docker run', [
      '--rm',
      '--name=metrics',
      '--network=host',
      `--volume=${configurationFile}:${configurationFile}:ro`,
      // The user of OpenTelemetry's own images.
      '--user=10001',
      ...confined(memoryMiB.metrics),
      '--env-file=/run/blueprint/node.env',
      image,
      `--config=file:${configurationFile}`,
    ]),
    'ExecStop=/usr/bin/docker stop metrics',
    ...console,
  ];
}

/** It reserves no GPU and sees all of them. Root without capabilities: DCGM inside a process is documented for root only. */
function exporterUnit({ image, gpus }: NonNullable<NodeWatching['exporter']>): string[] {
  const devices = ['nvidiactl', 'nvidia-uvm', ...Array.from({ length: gpus }, (_, index) => `nvidia${index}`)];
  const environment = {
    DCGM_EXPORTER_COLLECTORS: countersFile,
    DCGM_EXPORTER_KUBERNETES: 'false',
    DCGM_EXPORTER_LISTEN: ':9400',
    DCGM_EXPORTER_XID_COUNT_WINDOW_SIZE: String(xidWindowMs),
    LD_LIBRARY_PATH: '/usr/local/nvidia/lib64',
    // Its entry point ends where it cannot give itself SYS_ADMIN, which it needs for profiling alone.
    NO_SETCAP: '1',
  };
  return [
    ...unit('Metrics of GPUs', ['gpu-driver.service']),
    'ExecStartPre=/usr/bin/test -e /run/llama-weights-verified',
    'ExecStartPre=/usr/bin/test -c /dev/nvidiactl',
    'ExecStartPre=-/usr/bin/docker rm --force dcgm',
    command('/usr/bin/docker run', [
      '--rm',
      '--name=dcgm',
      // The collector of this node alone reads them.
      '--publish=127.0.0.1:9400:9400',
      ...devices.map((device) => `--device=/dev/${device}`),
      '--volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro',
      `--volume=${countersFile}:${countersFile}:ro`,
      '--user=0',
      '--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m',
      ...confined(memoryMiB.dcgm),
      ...Object.entries(environment).map(([name, value]) => `--env=${name}=${value}`),
      image,
    ]),
    'ExecStop=/usr/bin/docker stop dcgm',
    ...console,
  ];
}

function unit(description: string, after: readonly string[]): string[] {
  const others = [...after, 'prepare-node.service'].join(' ');
  return [
    '[Unit]',
    `Description=${description}`,
    `Wants=${others}`,
    `After=docker.socket ${others}`,
    'StartLimitIntervalSec=0',
    '[Service]',
    'Restart=always',
    'RestartSec=15',
    home,
  ];
}

/** What none of them has: a right, a file of its own to write, more memory than this. */
function confined(memory: number): string[] {
  return ['--read-only', `--memory=${memory}m`, '--init', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--log-driver=none'];
}
