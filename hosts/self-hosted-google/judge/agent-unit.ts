import type { Form } from '../../../evidence/expected/differences.js';
import type { NodeAgent } from '../../../topology/schema/landing-zone.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { GoogleFleetHost } from '../schema.js';
import { registryImage } from './registry-image.js';
import { always, home, toConsole } from './unit-directives.js';

/** The unit of an agent of the organisation: no right, no device, and of its node only what it reads. */
export function agentUnit(topology: Topology, host: GoogleFleetHost, name: string, agent: NodeAgent): Readonly<Record<string, Form>> {
  const { project } = entity(topology.accounts.google, host.account);
  const { environment, reads, memoryMiB } = agent;
  const words = [
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
    ...sortedEntries(environment).map(([key, value]) => systemdWord(`--env=${key}=${value}`)),
    registryImage(host, project, agent.image),
    ...agent.arguments.map(systemdWord),
  ];
  return {
    ...always,
    ...home,
    ...toConsole,
    '[Unit]Wants': ['gpu-driver.service prepare-node.service'],
    '[Unit]After': ['docker.socket gpu-driver.service prepare-node.service'],
    '[Service]ExecStartPre': ['/usr/bin/test -e /run/llama-weights-verified', `-/usr/bin/docker rm --force agent-${name}`],
    '[Service]ExecStart': [['/usr/bin/docker run', ...words].join(' ')],
    '[Service]ExecStop': [`/usr/bin/docker stop agent-${name}`],
  };
}

/** A word as systemd reads it: split at spaces, with `$` and `%` expanded. */
function systemdWord(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w.,:/@=+%$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/[\\"]/g, '\\$&')}"`;
}
