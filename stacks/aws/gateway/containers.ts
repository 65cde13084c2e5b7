import type { PinnedImage } from '../../../constructs/aws/tasks/pinned-image.js';
import type { TaskContainer } from '../../../constructs/aws/zone-gateway/gateway-task.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { configurationDirectory, keysFile, ports, readyFile, sockets, taskCredentials } from '../../../runtime/gateway/forms/places.js';

/** Images of a task. */
export interface TaskImages {
  readonly envoy: PinnedImage;
  readonly processes: PinnedImage;
}

/** The object that a task is configured by. */
export interface ConfigurationObject {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of it, in hex. */
  readonly sha256: string;
  /** Sockets of the translator; none in a zone without a host on Bedrock. */
  readonly translators: readonly string[];
}

export interface ContainersOf {
  readonly images: TaskImages;
  readonly configuration: ConfigurationObject;
  readonly envoyThreads: number;
  /** S3 of the region. */
  readonly storage: { readonly region: string; readonly endpoint: string };
}

const { stop } = timeouts.gateway;
/** Where the image of our processes has Node and the programs. */
const node = '/nodejs/bin/node';
const program = (name: string) => `/app/${name}/index.mjs`;

/**
 * Every container of a task, in the order of their start: the configuration, what holds credentials and keys, what decides and translates, Envoy, and
 * what drains it. ECS stops them the other way round.
 */
export function taskContainers({ images, configuration, envoyThreads, storage }: ContainersOf): TaskContainer[] {
  const translated = configuration.translators.length > 0;
  const ours = (name: string, more: Partial<TaskContainer>): TaskContainer => ({
    name,
    image: images.processes,
    command: [program(name), `${configurationDirectory}/${name}.json`],
    environment: {},
    memoryMiB: 256,
    after: { configuration: 'SUCCESS' },
    health: 'watched by another',
    stop: stop.process,
    ports: [],
    configures: false,
    ...more,
  });
  return [
    ours('configuration', {
      command: [program('configuration')],
      environment: {
        CONFIGURATION_BUCKET: configuration.bucket,
        CONFIGURATION_KEY: configuration.key,
        CONFIGURATION_SHA256: configuration.sha256,
        CONFIGURATION_DIRECTORY: configurationDirectory,
        S3_ENDPOINT: storage.endpoint,
        S3_REGION: storage.region,
        TASK_ROLE_ENDPOINT: taskCredentials,
      },
      after: {},
      health: 'once',
      configures: true,
    }),
    ours('tokens', { health: healthy('file', readyFile) }),
    ours('keys', { health: healthy('file', keysFile) }),
    ours('policy', {
      memoryMiB: 1_024,
      after: { configuration: 'SUCCESS', keys: 'HEALTHY' },
      health: healthy('grpc', sockets.policy),
    }),
    ...(translated ? [ours('translator', { memoryMiB: 1_280, health: healthy('http', configuration.translators[0] ?? '', '/health') })] : []),
    ours('envoy', {
      image: images.envoy,
      command: ['-c', `${configurationDirectory}/envoy.json`, ...envoyFlags(envoyThreads)],
      memoryMiB: 2_048,
      after: { tokens: 'HEALTHY', policy: 'HEALTHY', ...(translated && { translator: 'HEALTHY' as const }) },
      ports: [ports.entry, ports.ready],
    }),
    // Envoy's image has no program that could look at it.
    ours('drain', {
      command: [program('drain'), sockets.admin, String(stop.drain)],
      after: { envoy: 'START' },
      health: healthy('http', sockets.admin, '/ready'),
      stop: stop.kill,
    }),
  ];
}

/** Hot restart needs memory that processes share. Below `warning` Envoy says nothing that is needed, and from `debug` on it prints prompts. */
function envoyFlags(threads: number): string[] {
  return ['--disable-hot-restart', '--concurrency', String(threads), '--log-level', 'warning'];
}

function healthy(...words: readonly string[]): string[] {
  return [node, program('health'), ...words];
}
