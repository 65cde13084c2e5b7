import { command, home } from './unit-lines.js';

/** The model server of a node: one, with all its GPUs. */
export interface NodeServer {
  /** Image of vLLM by digest. */
  readonly image: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Whom it runs as, `user:group`, and that user's home. */
  readonly user: string;
  readonly home: string;
  /** What it may write besides its caches, in memory. */
  readonly scratch: readonly { readonly path: string; readonly sizeMiB: number; readonly options: readonly string[] }[];
  readonly port: number;
  readonly gpus: number;
  readonly sharedMemoryGiB: number;
  /** Where the container sees the weights. */
  readonly modelDirectory: string;
  /** From SIGTERM until it is killed. */
  readonly stopSeconds: number;
  /** Until systemd gives up on the command that stops it. */
  readonly unitStopSeconds: number;
}

/** How the system of a node differs from that of another cloud. */
export interface ServerPlace {
  /** Units that have to run first, and those that it has to come after besides. */
  readonly wants: readonly string[];
  readonly after: readonly string[];
  /** Where weights and what vLLM compiles are kept, on local disks. */
  readonly disks: string;
  /** Options of Docker before the port. */
  readonly options: readonly string[];
  /** Options that hand the GPUs over, and the environment that these need. */
  readonly gpus: readonly string[];
  readonly environment: readonly string[];
  /** Where its lines go, and what starts it. */
  readonly output: readonly string[];
  readonly install: readonly string[];
}

/** The unit of vLLM on a node that Docker runs on: it starts while the proof of the weights is there, may write nothing but its caches, and is let go of slowly. */
export function vllmUnit(server: NodeServer, place: ServerPlace): string[] {
  return [
    '[Unit]',
    'Description=vLLM',
    `Wants=${place.wants.join(' ')}`,
    `After=${place.after.join(' ')}`,
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
      ...place.options,
      `--publish=${server.port}:${server.port}`,
      ...place.gpus,
      `--volume=${place.disks}/models:${server.modelDirectory}:ro`,
      `--volume=${place.disks}/compile-cache:${server.home}/.cache`,
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
      ...place.environment.map((one) => `--env=${one}`),
      ...Object.entries(server.environment)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `--env=${name}=${value}`),
      server.image,
      ...server.arguments,
    ]),
    `ExecStop=/usr/bin/docker stop --time=${server.stopSeconds} vllm`,
    `TimeoutStopSec=${server.unitStopSeconds}`,
    ...place.output,
    ...place.install,
  ];
}

/** The unit that brings weights in and proves them, once the network is there. */
export function prepareUnit(online: readonly string[], { output, install }: Pick<ServerPlace, 'output' | 'install'>): string[] {
  return [
    '[Unit]',
    'Description=Local disks and verified weights',
    ...online,
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    'Restart=on-failure',
    'RestartSec=30',
    'ExecStart=/bin/bash /etc/blueprint/prepare-node.sh',
    ...output,
    ...install,
  ];
}
