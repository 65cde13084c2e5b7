import type { PinnedImage } from '../../../constructs/aws/tasks/pinned-image.js';
import type { TaskContainer } from '../../../constructs/aws/zone-gateway/gateway-task.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { configurationDirectory, keysFile, ports, readyFile, sockets, taskCredentials } from '../../../runtime/gateway/forms/places.js';
import type { ProcessesFile } from '../../../runtime/gateway/forms/processes.js';

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
  /** What each process is started with; a translator only in a zone with a host on Bedrock. */
  readonly processes: ProcessesFile;
}

export interface ContainersOf {
  readonly images: TaskImages;
  readonly configuration: ConfigurationObject;
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
export function taskContainers({ images, configuration, storage }: ContainersOf): TaskContainer[] {
  const { processes } = configuration;
  const translated = processes.translator !== undefined;
  const ours = (name: string, more: Partial<TaskContainer>): TaskContainer => ({
    name,
    image: images.processes,
    starts: { command: [program(name)], environment: {} },
    memoryMiB: 256,
    after: { configuration: 'SUCCESS' },
    health: 'watched by another',
    stop: stop.process,
    ports: [],
    ...more,
  });
  return [
    ours('configuration', {
      starts: {
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
      },
      after: {},
      health: 'once',
    }),
    ours('tokens', { starts: started('tokens', processes.tokens), health: healthy('file', readyFile) }),
    ours('keys', { starts: started('keys', processes.keys), health: healthy('file', keysFile) }),
    ours('policy', {
      starts: started('policy', processes.policy),
      memoryMiB: 1_024,
      after: { configuration: 'SUCCESS', keys: 'HEALTHY' },
      health: healthy('grpc', sockets.policy),
    }),
    ...(processes.translator === undefined
      ? []
      : [
          ours('translator', {
            starts: started('translator', processes.translator),
            memoryMiB: 1_280,
            health: healthy('http', sockets.translator(0), '/health'),
          }),
        ]),
    ours('envoy', {
      image: images.envoy,
      starts: { command: processes.envoy.arguments, environment: {} },
      memoryMiB: 2_048,
      after: { tokens: 'HEALTHY', policy: 'HEALTHY', ...(translated && { translator: 'HEALTHY' as const }) },
      ports: [ports.entry, ports.ready],
    }),
    // Envoy's image has no program that could look at it.
    ours('drain', {
      starts: { command: [program('drain'), sockets.admin, String(stop.drain)], environment: {} },
      after: { envoy: 'START' },
      health: healthy('http', sockets.admin, '/ready'),
      stop: stop.kill,
    }),
  ];
}

function started(name: string, { arguments: words }: { readonly arguments: readonly string[] }): TaskContainer['starts'] {
  return { command: [program(name), ...words], environment: {} };
}

function healthy(...words: readonly string[]): string[] {
  return [node, program('health'), ...words];
}
