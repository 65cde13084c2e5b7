import { command, home } from './unit-lines.js';

/** A container of the organisation on a node. */
export interface NodeAgent {
  readonly name: string;
  /** By digest. */
  readonly image: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** In MiB; beyond it the agent is stopped. */
  readonly memoryMiB: number;
  /** Directories of the node that it sees under `/host`, read only. */
  readonly reads: readonly string[];
}

/** What differs between clouds in a unit of an agent. */
export interface AgentPlace {
  /** Units that prepare the node. */
  readonly waits: readonly string[];
  /** Lines that say where its output goes. */
  readonly output: readonly string[];
  /**
   * Lines of its `[Install]` section.
   * @default - it is written anew at every boot
   */
  readonly install?: readonly string[];
}

/** Without a capability, a device or a file of its own. Containers on their own network ask no metadata server: `prepare-node.sh` sees to that. */
export function agentUnit({ name, image, arguments: words, environment, memoryMiB, reads }: NodeAgent, { waits, output, install = [] }: AgentPlace): string[] {
  return [
    '[Unit]',
    `Description=Agent ${name}`,
    `Wants=${waits.join(' ')}`,
    `After=docker.socket ${waits.join(' ')}`,
    'StartLimitIntervalSec=0',
    '[Service]',
    'Restart=always',
    'RestartSec=15',
    home,
    'ExecStartPre=/usr/bin/test -e /run/llama-weights-verified',
    `ExecStartPre=-/usr/bin/docker rm --force agent-${name}`,
    command('/usr/bin/docker run', [
      '--rm',
      `--name=agent-${name}`,
      ...reads.map((path) => `--volume=${path}:/host${path}:ro`),
      '--read-only',
      '--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m',
      `--memory=${memoryMiB}m`,
      '--init',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      '--log-driver=none',
      ...Object.entries(environment)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => quoted(`--env=${key}=${value}`)),
      image,
      ...words.map(quoted),
    ]),
    `ExecStop=/usr/bin/docker stop agent-${name}`,
    ...output,
    ...install,
  ];
}

/** A word of a command line of systemd, which splits at spaces, expands `$` and `%`, and takes `\\` for an escape. */
function quoted(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w.,:/@=+%$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/[\\"]/g, '\\$&')}"`;
}
