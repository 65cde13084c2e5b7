import { type AgentPlace, agentUnit, type NodeAgent } from '../agent-unit.js';
import { home } from '../unit-lines.js';
import { prepareUnit, vllmUnit } from '../vllm-unit.js';
import type { AzureNode } from './node.js';

/** What units print: of a facility that nothing else uses, so that a rule of Azure Monitor collects it and no more. */
const output = (name: string) => ['StandardOutput=journal', 'StandardError=journal', `SyslogIdentifier=${name}`, 'SyslogFacility=local0'];
/** Cloud-init starts them once; after a restart of the machine systemd does. */
const install = ['[Install]', 'WantedBy=multi-user.target'];
const online = ['Wants=network-online.target docker.service', 'After=network-online.target docker.service'];

/** Every unit of a node by its name, in the order in which they are written. */
export function azureUnits(node: AzureNode): Readonly<Record<string, readonly string[]>> {
  return {
    'prepare-node': prepareUnit(online, { output: output('prepare-node'), install }),
    vllm: vllmUnit(node.server, { ...serverPlace, gpus: [`--gpus=${node.server.gpus}`] }),
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

const serverPlace = {
  wants: ['prepare-node.service', 'nvidia-fabricmanager.service'],
  after: ['docker.service', 'prepare-node.service', 'nvidia-fabricmanager.service'],
  disks: '/mnt/llama',
  // What is not here does not run: prepare-node brought it in with the node's own rights.
  options: ['--pull=never'],
  environment: [],
  output: output('vllm'),
  install,
};

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
