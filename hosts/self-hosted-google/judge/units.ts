import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { googleWeightsBucket, physicalName } from '../../../derived/names.js';
import { replicasOf } from '../../../derived/replicas.js';
import { optionsOf, variablesOf } from '../../../evidence/containers/command-line.js';
import { dockerRun } from '../../../evidence/containers/docker-run.js';
import { Allowed, any, differences, type Form, optional } from '../../../evidence/expected/differences.js';
import { cloudInitOf, googleMachines } from '../../../evidence/scripts/cloud-init.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { engineContainer, engineUser } from '../../../facts/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import { engineOptions, engineVariables, imageForm } from '../../shared/engine-judge.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { progressForm } from '../../shared/progress-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { agentUnit } from './agent-unit.js';
import { namesRegistry, registryImage } from './registry-image.js';
import { always, home, toConsole } from './unit-directives.js';

const units = '/etc/systemd/system/';

/** How what nodes of a fleet run differs from its model server, and what prepares and watches it. */
export function* unitProblems({ topology, id, host, stacks }: JudgedHost<GoogleFleetHost>): Iterable<Problem> {
  for (const resource of stacks.flatMap(({ resources }) => resources).filter(({ type }) => googleMachines.has(type))) {
    for (const message of nodeDifferences(resource, topology, id, host)) yield { resource, message: `${resource.id} ${message}` };
  }
}

function* nodeDifferences(resource: Resource, topology: Topology, id: string, host: GoogleFleetHost): Iterable<string> {
  // What cannot be read is found by supply-chain/weights-verified.
  const { files } = cloudInitOf(resource) ?? {};
  if (files === undefined) return;
  const wanted = unitForms(topology, id, host);
  const scripts = ['prepare-node.sh', 'engine-watch.sh', 'progress.py'].map((name) => `/etc/blueprint/${name}`);
  const allowed = [...scripts, ...Object.keys(wanted).map((name) => `${units}${name}.service`)];
  for (const path of Object.keys(files).filter((one) => !allowed.includes(one))) yield `writes ${path}. Allowed: ${allowed.join(', ')}.`;
  const { port } = engineContainer('vllm');
  const fleet = physicalName(36, topology.name, id);
  yield* differences(progressForm('google', fleet, port), files['/etc/blueprint/progress.py'], '/etc/blueprint/progress.py');
  for (const [name, form] of Object.entries(wanted)) {
    const unit = files[`${units}${name}.service`];
    if (unit === undefined) yield `lacks the unit ${name}.service.`;
    else for (const message of differences(form, readUnit(unit))) yield `(${name}.service) ${message}`;
  }
}

/** Directives of a unit by section and name, each with its values in order; the container that it starts by its options. */
function readUnit(unit: string): Readonly<Record<string, unknown>> {
  const directives: Record<string, unknown[]> = {};
  let section = '';
  for (const line of unit.replace(/\s*\\\n\s*/g, ' ').split('\n')) {
    if (line.startsWith('[')) section = line;
    else if (line !== '') {
      const [, name = line, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
      const key = `${section}${name}`;
      directives[key] = [...(directives[key] ?? []), name === 'ExecStart' ? readCommand(value) : value];
    }
  }
  return directives;
}

function readCommand(line: string): unknown {
  const words = line.split(/\s+/);
  const container = dockerRun(words);
  // Arguments of an agent may have spaces: its whole command is compared.
  if (container === undefined || words[0] !== '/usr/bin/docker' || container.name.startsWith('agent-')) return line;
  const at = words.indexOf(container.image);
  const given = words.slice(2, at);
  return {
    options: given.filter((word) => !word.startsWith('--env=')),
    variables: variablesOf(container.environment),
    image: container.image,
    arguments: container.name === 'vllm' ? optionsOf(words.slice(at + 1)) : words.slice(at + 1),
  };
}

const online: Readonly<Record<string, Form>> = {
  '[Unit]Description': any,
  '[Unit]Wants': ['gcr-online.target docker.socket'],
  '[Unit]After': ['gcr-online.target docker.socket'],
  '[Service]Type': ['oneshot'],
  '[Service]RemainAfterExit': ['yes'],
  '[Service]Restart': ['on-failure'],
  '[Service]RestartSec': ['30'],
};
function unitForms(topology: Topology, id: string, host: GoogleFleetHost): Readonly<Record<string, Readonly<Record<string, Form>>>> {
  return {
    'gpu-driver': driverUnit(topology, id, host),
    'prepare-node': { ...online, ...toConsole, '[Service]ExecStart': ['/bin/bash /etc/blueprint/prepare-node.sh'] },
    vllm: serverUnit(topology, id, host),
    ...Object.fromEntries(nodeAgentsOf(topology, id).map(([name, agent]) => [`agent-${name}`, agentUnit(topology, host, name, agent)])),
    'engine-watch': {
      ...always,
      ...toConsole,
      ...home,
      '[Unit]Wants': ['vllm.service'],
      '[Unit]After': ['docker.socket vllm.service'],
      '[Service]RuntimeMaxSec': any,
      '[Service]ExecStart': ['/bin/bash /etc/blueprint/engine-watch.sh'],
    },
  };
}

function driverUnit(topology: Topology, id: string, host: GoogleFleetHost): Readonly<Record<string, Form>> {
  const { project } = entity(topology.accounts.google, host.account);
  const bucket = googleWeightsBucket(topology.name, project, host.region);
  const prefix = `drivers/${host.nodeImage}`;
  const directory = '/var/lib/nvidia';
  const images = [host.image, host.driver.installer, ...nodeAgentsOf(topology, id).map(([, { image }]) => image)];
  const registries = [...new Set([`${host.region}-docker.pkg.dev`, ...images.filter(namesRegistry).map((image) => image.split('/')[0] ?? '')])].sort();
  return {
    ...online,
    ...home,
    ...toConsole,
    '[Service]ExecStartPre': [
      '/usr/bin/mkdir -p -m 0700 /run/blueprint',
      `/usr/bin/docker-credential-gcr configure-docker --registries=${registries.join(',')}`,
    ],
    '[Service]ExecStart': [
      {
        // The installer loads modules into the kernel of the node, which nothing less than its rights allows.
        options: ['--rm', '--privileged', '--net=host', '--pid=host', '--volume=/dev:/dev', '--volume=/:/root'],
        variables: {},
        image: imageForm(registryImage(host, project, host.driver.installer)),
        arguments: [
          'install',
          `-version=${host.driver.version}`,
          `-host-dir=${directory}`,
          `-gcs-download-bucket=${bucket}`,
          `-gcs-download-prefix=${prefix}`,
          `-gcs-download-bucket-nvidia=${bucket}`,
          `-gcs-download-prefix-nvidia=${prefix}`,
        ],
      },
    ],
    '[Service]ExecStartPost': [`/usr/bin/mount --bind ${directory} ${directory}`, `/usr/bin/mount -o remount,exec ${directory}`],
  };
}

function serverUnit(topology: Topology, id: string, host: GoogleFleetHost): Readonly<Record<string, Form>> {
  const { project } = entity(topology.accounts.google, host.account);
  return {
    ...always,
    ...home,
    ...toConsole,
    '[Unit]Wants': ['gpu-driver.service prepare-node.service'],
    '[Unit]After': ['docker.socket gpu-driver.service prepare-node.service'],
    // The proof of the weights is demanded by supply-chain/weights-verified.
    '[Service]ExecStartPre': new Allowed('the proof of the weights, the driver, and no container that is left', (_, value) =>
      [value].flat().every((line) => preparations.includes(String(line))),
    ),
    '[Service]ExecStart': [
      {
        options: serverOptions(topology, host),
        variables: engineVariables(host, { LD_LIBRARY_PATH: '/usr/local/nvidia/lib64' }),
        image: imageForm(registryImage(host, project, host.image)),
        arguments: engineOptions(topology, id, host, 'per-node'),
      },
    ],
    // Judged by capacity/stop-timeout.
    '[Service]ExecStop': any,
    '[Service]TimeoutStopSec': optional(any),
  };
}

const preparations = ['/usr/bin/test -e /run/llama-weights-verified', '/usr/bin/test -c /dev/nvidiactl', '-/usr/bin/docker rm --force vllm'];

function serverOptions(topology: Topology, host: GoogleFleetHost): readonly string[] {
  const { tensorParallel, replicasPerNode } = replicasOf(topology, host);
  const { user, home: userHome } = engineUser('vllm');
  const { port } = engineContainer('vllm');
  const gpus = nodeHardware('google', host.nodes.instanceType)?.gpus ?? tensorParallel * replicasPerNode;
  return [
    '--rm',
    '--name=vllm',
    `--publish=${port}:${port}`,
    ...['nvidiactl', 'nvidia-uvm', ...Array.from({ length: gpus }, (_, gpu) => `nvidia${gpu}`)].map((device) => `--device=/dev/${device}`),
    '--volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro',
    '--volume=/var/lib/nvidia/bin:/usr/local/nvidia/bin:ro',
    '--volume=/mnt/disks/llama/models:/models:ro',
    `--volume=/mnt/disks/llama/compile-cache:${userHome}/.cache`,
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
