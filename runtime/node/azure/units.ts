import { type AgentPlace, agentUnit, type NodeAgent } from '../agent-unit.js';
import { command, home } from '../unit-lines.js';
import type { AzureNode } from './node.js';

/** What units print: of a facility that nothing else uses, so that a rule of Azure Monitor collects it and no more. */
const output = (name: string) => ['StandardOutput=journal', 'StandardError=journal', `SyslogIdentifier=${name}`, 'SyslogFacility=local0'];
/** Cloud-init starts them once; after a restart of the machine systemd does. */
const install = ['[Install]', 'WantedBy=multi-user.target'];
const online = ['Wants=network-online.target docker.service', 'After=network-online.target docker.service'];

/** Every unit of a node by its name, in the order in which they are written. */
export function azureUnits(node: AzureNode): Readonly<Record<string, readonly string[]>> {
  return {
    'prepare-node': prepareUnit,
    vllm: serverUnit(node.server),
    'engine-watch': lookUnit('engine-watch', 'Progress of vLLM', node.progress.interval, [`RuntimeMaxSec=${node.progress.interval}`]),
    'gpu-health': lookUnit('gpu-health', 'Faults of GPUs', 60, ['RuntimeMaxSec=120']),
    // It runs for as long as answers do: nothing cuts it off.
    drain: lookUnit('drain', 'End of this node', 10, []),
    ...Object.fromEntries(node.agents.map((agent) => [`agent-${agent.name}`, agentUnit(agent, placeOf(agent))])),
  };
}

function placeOf({ name }: NodeAgent): AgentPlace {
  return { waits: ['prepare-node.service'], output: output(`agent-${name}`), install };
}

const prepareUnit = [
  '[Unit]',
  'Description=Local disks and verified weights',
  ...online,
  '[Service]',
  'Type=oneshot',
  'RemainAfterExit=yes',
  'Restart=on-failure',
  'RestartSec=30',
  'ExecStart=/bin/bash /etc/blueprint/prepare-node.sh',
  ...output('prepare-node'),
  ...install,
];

function serverUnit(server: AzureNode['server']): string[] {
  return [
    '[Unit]',
    'Description=vLLM',
    'Wants=prepare-node.service nvidia-fabricmanager.service',
    'After=docker.service prepare-node.service nvidia-fabricmanager.service',
    'StartLimitIntervalSec=0',
    '[Service]',
    'Restart=always',
    'RestartSec=15',
    home,
    'ExecStartPre=/usr/bin/test -e /run/llama-weights-verified',
    'ExecStartPre=/usr/bin/test -c /dev/nvidiactl',
    'ExecStartPre=-/usr/bin/docker rm --force vllm',
    command('/usr/bin/docker run', [
      '--rm',
      '--name=vllm',
      // What is not here does not run: prepare-node brought it in with the node's own rights.
      '--pull=never',
      `--publish=${server.port}:${server.port}`,
      `--gpus=${server.gpus}`,
      `--volume=/mnt/llama/models:${server.modelDirectory}:ro`,
      `--volume=/mnt/llama/compile-cache:${server.home}/.cache`,
      `--user=${server.user}`,
      '--read-only',
      ...server.scratch.map(({ path, sizeMiB, options }) => `--tmpfs=${path}:${[...options, `size=${sizeMiB}m`].join(',')}`),
      `--shm-size=${server.sharedMemoryGiB}g`,
      '--ulimit=memlock=-1',
      '--init',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      '--log-driver=none',
      '--env-file=/run/blueprint/vllm.env',
      ...Object.entries(server.environment)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `--env=${name}=${value}`),
      server.image,
      ...server.arguments,
    ]),
    `ExecStop=/usr/bin/docker stop --time=${server.stopSeconds} vllm`,
    `TimeoutStopSec=${server.unitStopSeconds}`,
    ...output('vllm'),
    ...install,
  ];
}

/** Looks, ends and is started again. */
function lookUnit(name: string, description: string, seconds: number, more: readonly string[]): string[] {
  return [
    '[Unit]',
    `Description=${description}`,
    'After=docker.service',
    'StartLimitIntervalSec=0',
    '[Service]',
    'Restart=always',
    `RestartSec=${seconds}`,
    ...more,
    home,
    `ExecStart=/bin/bash /etc/blueprint/${name}.sh`,
    ...output(name),
    ...install,
  ];
}
