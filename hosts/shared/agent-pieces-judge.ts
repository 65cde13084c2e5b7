import type { NodeAgent } from '../../topology/schema/landing-zone.js';
import { sortedEntries } from '../../topology/views.js';

/** What a topology says in the unit of an agent of the organisation: its name, and which container it starts with which of the node's directories. */
export function agentPieces(name: string, { environment, reads, memoryMiB, arguments: words }: NodeAgent, image: string): Readonly<Record<string, string>> {
  const line = (text: string) => ` \\\n    ${text}`;
  const given = [...sortedEntries(environment).map(([key, value]) => systemdWord(`--env=${key}=${value}`)), image, ...words.map(systemdWord)];
  return {
    'Description=Agent <agent>\n': `Description=Agent ${name}\n`,
    '/docker rm --force agent-<agent>\n': `/docker rm --force agent-${name}\n`,
    ' --name=agent-<agent> \\\n    <reads>--read-only ': ` --name=agent-${name} \\\n    ${reads.map((path) => `--volume=${path}:/host${path}:ro \\\n    `).join('')}--read-only `,
    ' --memory=<memory>m ': ` --memory=${memoryMiB}m `,
    ' --log-driver=none<environment, image and arguments>\nExecStop=': ` --log-driver=none${given.map(line).join('')}\nExecStop=`,
    '/docker stop agent-<agent>\n': `/docker stop agent-${name}\n`,
  };
}

/** A word as systemd reads it: split at spaces, with `$` and `%` expanded. */
function systemdWord(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w.,:/@=+%$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/[\\"]/g, '\\$&')}"`;
}
