import { stringify } from 'yaml';
import { wholeScript, withSettings } from '../../script.js';
import { agentUnit, type NodeAgent } from '../agent-unit.js';
import { command, console, home } from '../unit-lines.js';
import { type NodeServer, prepareUnit, vllmUnit } from '../vllm-unit.js';
import { type NodeWatching, watchingParts } from './watching-units.js';

/** What a node on Container-Optimized OS runs. Nothing here is born at deploy time, so a change of it is a change of the text. */
export interface GoogleNode {
  /** Settings of `prepare-node.sh`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Hosts of the registries that images come from. */
  readonly registries: readonly string[];
  readonly driver: {
    /** Image of the installer by digest. */
    readonly installer: string;
    readonly version: string;
    /** Where its files lie in Cloud Storage: the public buckets of Google are outside of a perimeter. */
    readonly bucket: string;
    readonly prefix: string;
  };
  readonly server: NodeServer;
  /** Containers of the organisation beside the server. */
  readonly agents: readonly NodeAgent[];
  /**
   * What measures server and GPUs.
   * @default - no metric leaves the node
   */
  readonly watching?: NodeWatching | undefined;
  readonly progress: {
    /** Python program that says how long the engines have made no progress; status 3 when a server has to go. */
    readonly check: string;
    /** Seconds between two looks. */
    readonly interval: number;
  };
}

const script = wholeScript('node/google/prepare-node.sh');
const watchScript = wholeScript('node/engine-watch.sh');
const nameScript = wholeScript('node/google/name-node.sh');

/** Where the driver is installed, and the only place on the stateful disk that programs may be run from once it is. */
const driverDirectory = '/var/lib/nvidia';
const online = ['Wants=gcr-online.target docker.socket', 'After=gcr-online.target docker.socket'];

/** Cloud-init starts units at every boot. */
const started = { output: console, install: [] };
const agentPlace = { waits: ['gpu-driver.service', 'prepare-node.service'], output: console };

/**
 * Cloud-init of a GPU node. Container-Optimized OS applies it at every boot and forgets it at the next, so what a node runs is
 * what its template says. Each unit starts by itself and tries again; vLLM's waits for the proof of the weights.
 */
export function googleUserData(node: GoogleNode): string {
  const watching = node.watching && watchingParts(node.watching, nameScript);
  const units = {
    'gpu-driver': driverUnit(node),
    'prepare-node': prepareUnit(online, started),
    vllm: serverUnit(node),
    'engine-watch': watchUnit(node),
    ...watching?.units,
    ...Object.fromEntries(node.agents.map((agent) => [`agent-${agent.name}`, agentUnit(agent, agentPlace)])),
  };
  const config = {
    write_files: [
      { path: '/etc/blueprint/prepare-node.sh', permissions: '0700', content: withSettings(script, node.settings) },
      { path: '/etc/blueprint/engine-watch.sh', permissions: '0700', content: watchScript },
      { path: '/etc/blueprint/progress.py', permissions: '0600', content: `${node.progress.check}\n` },
      ...(watching?.files ?? []),
      ...Object.entries(units).map(([name, lines]) => ({
        path: `/etc/systemd/system/${name}.service`,
        permissions: '0644',
        content: `${lines.join('\n')}\n`,
      })),
    ],
    runcmd: ['systemctl daemon-reload', ...Object.keys(units).map((name) => `systemctl start --no-block ${name}.service`)],
  };
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
}

function driverUnit({ driver, registries }: GoogleNode): string[] {
  return [
    '[Unit]',
    'Description=NVIDIA driver',
    ...online,
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    'Restart=on-failure',
    'RestartSec=30',
    home,
    'ExecStartPre=/usr/bin/mkdir -p -m 0700 /run/blueprint',
    `ExecStartPre=/usr/bin/docker-credential-gcr configure-docker --registries=${registries.join(',')}`,
    command('/usr/bin/docker run', [
      '--rm',
      '--privileged',
      '--net=host',
      '--pid=host',
      '--volume=/dev:/dev',
      '--volume=/:/root',
      driver.installer,
      'install',
      `-version=${driver.version}`,
      `-host-dir=${driverDirectory}`,
      `-gcs-download-bucket=${driver.bucket}`,
      `-gcs-download-prefix=${driver.prefix}`,
      `-gcs-download-bucket-nvidia=${driver.bucket}`,
      `-gcs-download-prefix-nvidia=${driver.prefix}`,
    ]),
    `ExecStartPost=/usr/bin/mount --bind ${driverDirectory} ${driverDirectory}`,
    `ExecStartPost=/usr/bin/mount -o remount,exec ${driverDirectory}`,
    ...console,
  ];
}

function serverUnit({ server }: GoogleNode): string[] {
  const devices = ['nvidiactl', 'nvidia-uvm', ...Array.from({ length: server.gpus }, (_, index) => `nvidia${index}`)];
  return vllmUnit(server, {
    wants: ['gpu-driver.service', 'prepare-node.service'],
    after: ['docker.socket', 'gpu-driver.service', 'prepare-node.service'],
    disks: '/mnt/disks/llama',
    options: [],
    // There is no NVIDIA container runtime on this system: devices and libraries are handed over one by one.
    gpus: [
      ...devices.map((device) => `--device=/dev/${device}`),
      `--volume=${driverDirectory}/lib64:/usr/local/nvidia/lib64:ro`,
      `--volume=${driverDirectory}/bin:/usr/local/nvidia/bin:ro`,
    ],
    environment: ['LD_LIBRARY_PATH=/usr/local/nvidia/lib64'],
    ...started,
  });
}

/** Looks, ends and is started again. */
function watchUnit({ progress }: GoogleNode): string[] {
  return [
    '[Unit]',
    'Description=Progress of vLLM',
    'Wants=vllm.service',
    'After=docker.socket vllm.service',
    'StartLimitIntervalSec=0',
    '[Service]',
    'Restart=always',
    `RestartSec=${progress.interval}`,
    `RuntimeMaxSec=${progress.interval}`,
    home,
    'ExecStart=/bin/bash /etc/blueprint/engine-watch.sh',
    ...console,
  ];
}
