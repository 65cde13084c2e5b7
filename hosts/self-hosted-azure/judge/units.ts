import { replicasOf } from '../../../derived/replicas.js';
import { optionsOf, variablesOf } from '../../../evidence/containers/command-line.js';
import { dockerRun } from '../../../evidence/containers/docker-run.js';
import { differences, type Form } from '../../../evidence/expected/differences.js';
import { azureMachines, writtenFiles } from '../../../evidence/scripts/cloud-init.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { engineContainer, engineUser } from '../../../facts/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { engineOptions, engineVariables, imageForm } from '../../shared/engine-judge.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { startOf } from '../../shared/unit-start-judge.js';
import type { AzureFleetHost } from '../schema.js';
import { pinnedImage } from './pinned-image.js';

/** How the command that starts the model server of a node differs from its topology's. The rest of its unit, and all others, are reviewed programs. */
export function* unitProblems({ topology, id, host, stacks }: JudgedHost<AzureFleetHost>): Iterable<Problem> {
  for (const resource of stacks.flatMap(({ resources }) => resources).filter(({ type }) => azureMachines.has(type))) {
    const start = startOf(writtenFiles(resource)['/etc/systemd/system/vllm.service'] ?? '');
    // What cannot be read, is not there or is there twice is found by supply-chain/reviewed-script.
    if (start === undefined) continue;
    for (const message of differences(serverForm(topology, id, host), readCommand(start)))
      yield { resource, message: `${resource.id} (vllm.service) ${message}` };
  }
}

function readCommand(written: string): unknown {
  const words = written.replace(/\s*\\\n\s*/g, ' ').split(/\s+/);
  const container = dockerRun(words);
  if (container === undefined || words[0] !== '/usr/bin/docker') return { program: words[0] };
  const at = words.indexOf(container.image);
  return {
    options: words.slice(2, at).filter((word) => !word.startsWith('--env=')),
    variables: variablesOf(container.environment),
    image: container.image,
    arguments: optionsOf(words.slice(at + 1)),
  };
}

function serverForm(topology: Topology, id: string, host: AzureFleetHost): Form {
  return {
    options: serverOptions(topology, host),
    variables: engineVariables(host, {}),
    image: imageForm(pinnedImage(host.image)),
    arguments: engineOptions(topology, id, host, 'per-node'),
  };
}

function serverOptions(topology: Topology, host: AzureFleetHost): readonly string[] {
  const { tensorParallel, replicasPerNode } = replicasOf(topology, host);
  const { user, home: userHome } = engineUser('vllm');
  const { port } = engineContainer('vllm');
  return [
    '--rm',
    '--name=vllm',
    '--pull=never',
    `--publish=${port}:${port}`,
    `--gpus=${nodeHardware('azure', host.nodes.instanceType)?.gpus ?? tensorParallel * replicasPerNode}`,
    '--volume=/mnt/llama/models:/models:ro',
    `--volume=/mnt/llama/compile-cache:${userHome}/.cache`,
    `--user=${user}`,
    '--read-only',
    '--tmpfs=/tmp:rw,exec,nosuid,nodev,size=4096m',
    `--tmpfs=${userHome}:rw,exec,nosuid,nodev,size=2048m`,
    `--shm-size=${16 * replicasPerNode}g`,
    '--ulimit=memlock=-1',
    '--init',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--log-driver=none',
    '--env-file=/run/blueprint/vllm.env',
  ];
}
