import { replicasOf } from '../../../derived/replicas.js';
import { type Allowed, any, anyOrder, type Form, optional } from '../../../evidence/expected/differences.js';
import { refersTo } from '../../../evidence/expected/references.js';
import { instanceTypeOrLargest } from '../../../facts/ec2.js';
import { engineContainer, engineUser } from '../../../facts/serving.js';
import type { NodeAgent } from '../../../topology/schema/landing-zone.js';
import { engineOptions, engineVariables, imageForm } from '../../shared/engine-judge.js';
import type { AwsFleetHost } from '../schema.js';
import { collectorForm } from './collector.js';
import type { TaskPlace } from './task-place.js';

/** Part of a node's memory and processors that replicas share. */
const usable = 0.9;

/** vLLM, as the only container that sees prompts. */
export function serverForm(place: TaskPlace, host: AwsFleetHost): Readonly<Record<string, Form>> {
  const { topology, stack } = place;
  const { home, user } = engineUser('vllm');
  const { port } = engineContainer('vllm');
  const { replicasPerNode } = replicasOf(topology, host);
  const node = instanceTypeOrLargest(host.nodes.instanceType);
  const share = (ofNode: number) => Math.floor((ofNode * 1_024 * usable) / replicasPerNode);
  const writable = (path: string, size: number): Form => ({ ContainerPath: path, Size: size, MountOptions: ['rw', 'exec', 'nosuid', 'nodev'] });
  return {
    Name: 'vllm',
    Image: registryImage(place, host.image),
    Essential: true,
    Command: engineOptions(topology, place.host, host, 'per-replica'),
    Cpu: share(node.vcpus),
    Memory: share(node.memoryGiB),
    // What it runs was reviewed: supply-chain/reviewed-script.
    HealthCheck: { Command: any, Interval: 30, Timeout: 12, Retries: 10, StartPeriod: 300 },
    // How many GPUs is judged by capacity/fits-node.
    ResourceRequirements: [{ Type: 'GPU', Value: any }],
    PortMappings: [{ ContainerPort: port, Protocol: 'tcp' }],
    Environment: engineVariables(host, {}),
    Secrets: [{ Name: 'VLLM_API_KEY', ValueFrom: refersTo(stack, 'AWS::SecretsManager::Secret') }],
    MountPoints: anyOrder([
      { SourceVolume: 'models', ContainerPath: '/models', ReadOnly: true },
      { SourceVolume: 'compile-cache', ContainerPath: `${home}/.cache`, ReadOnly: false },
    ]),
    User: user,
    ReadonlyRootFilesystem: true,
    LinuxParameters: {
      SharedMemorySize: 16_384,
      InitProcessEnabled: true,
      Capabilities: { Drop: ['ALL'] },
      Tmpfs: anyOrder([writable('/tmp', 4_096), writable(home, 2_048)]),
    },
    Ulimits: [{ Name: 'memlock', SoftLimit: -1, HardLimit: -1 }],
    // Whether it fits the node is judged by capacity/stop-timeout.
    StopTimeout: optional(any),
    VersionConsistency: 'enabled',
    LogConfiguration: logForm(place, 'vllm', '25m'),
  };
}

/** DCGM's exporter: root without a right, because DCGM inside a process is documented for root only. */
export function exporterForm(place: TaskPlace, image: string): Readonly<Record<string, Form>> {
  const counters = '/etc/blueprint/dcgm-counters.csv';
  return {
    Name: 'dcgm',
    Image: registryImage(place, image),
    Essential: true,
    Cpu: 256,
    Memory: 1_024,
    Environment: {
      DCGM_EXPORTER_COLLECTORS: counters,
      DCGM_EXPORTER_KUBERNETES: 'false',
      DCGM_EXPORTER_LISTEN: '127.0.0.1:9400',
      NO_SETCAP: '1',
      DCGM_EXPORTER_XID_COUNT_WINDOW_SIZE: '300000',
      NVIDIA_DRIVER_CAPABILITIES: 'utility',
      NVIDIA_VISIBLE_DEVICES: 'all',
    },
    MountPoints: [{ SourceVolume: 'counters', ContainerPath: counters, ReadOnly: true }],
    User: '0',
    ReadonlyRootFilesystem: true,
    LinuxParameters: { Capabilities: { Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] }] },
    VersionConsistency: 'enabled',
    LogConfiguration: logForm(place, 'dcgm', '1m'),
  };
}

/** OpenTelemetry's collector beside a server or an exporter. */
export function metricsForm(place: TaskPlace, image: string, source: 'vllm' | 'dcgm'): Readonly<Record<string, Form>> {
  return {
    Name: 'metrics',
    Image: registryImage(place, image),
    Essential: false,
    RestartPolicy: { Enabled: true, RestartAttemptPeriod: 300 },
    Command: { '--config': 'env:COLLECTOR_CONFIG' },
    Cpu: 256,
    Memory: 512,
    Environment: { COLLECTOR_CONFIG: collectorForm(place, source) },
    User: '10001',
    ReadonlyRootFilesystem: true,
    LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
    VersionConsistency: 'enabled',
    LogConfiguration: logForm(place, 'metrics', '1m'),
  };
}

/** An agent of the organisation: no right, no GPU, and of its node only what it reads. */
export function agentForm(place: TaskPlace, name: string, agent: NodeAgent): Readonly<Record<string, Form>> {
  const mounts = agent.reads.map((path) => ({ SourceVolume: volumeName(path), ContainerPath: `/host${path}`, ReadOnly: true }));
  return {
    Name: name,
    Image: registryImage(place, agent.image),
    Essential: true,
    Cpu: 256,
    Memory: agent.memoryMiB,
    ...(agent.arguments.length > 0 && { Command: agent.arguments }),
    Environment: { ...agent.environment, NVIDIA_VISIBLE_DEVICES: 'void' },
    ...(mounts.length > 0 && { MountPoints: anyOrder(mounts) }),
    ReadonlyRootFilesystem: true,
    LinuxParameters: { Capabilities: { Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] }] },
    VersionConsistency: 'enabled',
    LogConfiguration: logForm(place, name, '1m'),
  };
}

export function volumeName(path: string): string {
  return path.slice(1).replaceAll('/', '-');
}

function logForm({ stack }: TaskPlace, prefix: string, buffer: string): Form {
  return {
    LogDriver: 'awslogs',
    Options: {
      'awslogs-group': refersTo(stack, 'AWS::Logs::LogGroup'),
      'awslogs-region': stack.region ?? '',
      'awslogs-stream-prefix': prefix,
      mode: 'non-blocking',
      'max-buffer-size': buffer,
    },
  };
}

/** An image of the topology in the registry of the account and region. A digest decides alone; the tag is for people. */
function registryImage({ stack }: TaskPlace, image: string): Allowed {
  const [name = image, digest] = image.split('@');
  const pinned = digest === undefined ? name : `${name.split(':')[0]}@${digest}`;
  // One that is named in full is in a registry of the landing zone, or is found by supply-chain/image-source.
  return imageForm(/^\d{12}\.dkr\.ecr\./.test(image) ? pinned : `${stack.account}.dkr.ecr.${stack.region}.\${AWS::URLSuffix}/${pinned}`);
}
