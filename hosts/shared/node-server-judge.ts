import { replicasOf } from '../../derived/replicas.js';
import { optionsOf, variablesOf } from '../../evidence/containers/command-line.js';
import { dockerRun } from '../../evidence/containers/docker-run.js';
import { differences, type Form } from '../../evidence/expected/differences.js';
import { writtenFiles } from '../../evidence/scripts/cloud-init.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { nodeHardware } from '../../facts/hardware.js';
import { engineContainer, engineUser } from '../../facts/serving.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { SelfHostedHost } from '../schemas.js';
import { startOf } from './unit-start-judge.js';

/** How the command that starts the model server of a node differs from its topology's. The rest of its unit, and all others, are reviewed programs. */
export function* nodeServerProblems(node: Resource, wanted: Form): Iterable<Problem> {
  const start = startOf(writtenFiles(node)['/etc/systemd/system/vllm.service'] ?? '');
  // What cannot be read, is not there or is there twice is found by supply-chain/reviewed-script.
  if (start === undefined) return;
  for (const message of differences(wanted, readCommand(start))) yield { resource: node, message: `${node.id} (vllm.service) ${message}` };
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

/** How Docker starts a server on the nodes of one cloud. */
export interface NodeDocker {
  /** Options before the port. */
  readonly first: readonly string[];
  /** Those that hand all GPUs of a node over. */
  gpus(count: number): readonly string[];
  /** Where the local disks are. */
  readonly disks: string;
}

/** Options of Docker before the image, variables apart: nothing else of the node is opened to the container. */
export function serverOptions(topology: Topology, host: SelfHostedHost, { first, gpus, disks }: NodeDocker): readonly string[] {
  const { tensorParallel, replicasPerNode } = replicasOf(topology, host);
  const { user, home } = engineUser('vllm');
  const { port } = engineContainer('vllm');
  return [
    '--rm',
    '--name=vllm',
    ...first,
    `--publish=${port}:${port}`,
    ...gpus(nodeHardware(host.cloud, host.nodes.instanceType)?.gpus ?? tensorParallel * replicasPerNode),
    `--volume=${disks}/models:/models:ro`,
    `--volume=${disks}/compile-cache:${home}/.cache`,
    `--user=${user}`,
    '--read-only',
    '--tmpfs=/tmp:rw,exec,nosuid,nodev,size=4096m',
    `--tmpfs=${home}:rw,exec,nosuid,nodev,size=2048m`,
    `--shm-size=${16 * replicasPerNode}g`,
    '--ulimit=memlock=-1',
    '--init',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--log-driver=none',
    '--env-file=/run/blueprint/vllm.env',
  ];
}
