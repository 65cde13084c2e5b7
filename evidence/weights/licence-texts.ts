import { createHash } from 'node:crypto';
import type { Acceptance } from '../../derived/accepted-licences.js';
import { type ClauseTopic, cited } from '../../facts/licences.js';
import { licenceOf } from '../../facts/models.js';
import { noticeText } from '../../facts/weights.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../synthesized/stack.js';

/** Digests of the files that a manifest names, by name: 64 hex digits. */
export type Digests = ReadonlyMap<string, string>;

/** How the licence texts beside the weights of a release differ from those that were accepted, and from the notice that its licence prescribes. */
export function* licenceTextProblems(release: string, digests: Digests, accepted: readonly Acceptance[]): Iterable<string> {
  const texts: readonly (readonly [name: string, topic: ClauseTopic, allowed: readonly string[], whose: string])[] = [
    ['LICENSE', 'copy', accepted.map(({ licenceSha256 }) => licenceSha256), 'which was accepted'],
    ['NOTICE', 'notice', [createHash('sha256').update(noticeText(release)).digest('hex')], 'the notice of its licence'],
    ['USE_POLICY.md', 'acceptable-use', accepted.map(({ acceptableUseSha256 }) => acceptableUseSha256), 'which was accepted'],
  ];
  for (const [name, topic, allowed, whose] of texts) {
    const found = digests.get(name);
    if (found !== undefined && allowed.includes(found)) continue;
    yield `${found === undefined ? `lacks ${name}` : `has ${name} ${found}`}. Allowed: ${allowed.join(' or ')}, ${whose}. ${cited(licenceOf(release), topic)}.`;
  }
}

/** The manifest and the notice that a job brings along in its commands; undefined what it does not write. */
export function textsOfJob({ properties }: Resource): { readonly manifest?: Digests; readonly notice?: string } {
  const [manifest, notice] = ['/tmp/ingest/MANIFEST.sha256', '/tmp/ingest/NOTICE'].map((path) => writtenText(commandsOf(properties), path));
  return { ...(manifest !== undefined && { manifest: digestsIn(manifest) }), ...(notice !== undefined && { notice }) };
}

/** The model that a job is for: data-use/model-server compares it with the job's name. */
export function modelOfJob({ properties }: Resource): string {
  const variables = blocks(dig(properties, 'Environment', 'EnvironmentVariables'));
  return renderedText(variables.find(({ Name }) => Name === 'MODEL')?.['Value'] ?? '');
}

function commandsOf(properties: Resource['properties']): string[] {
  try {
    const commands: unknown = dig(JSON.parse(renderedText(dig(properties, 'Source', 'BuildSpec') ?? '')), 'phases', 'build', 'commands');
    return Array.isArray(commands) ? commands.map(String) : [];
  } catch {
    // No buildspec of ours: nothing in it is taken for a text.
    return [];
  }
}

/** What the commands write into a file, with its line end. */
function writtenText(commands: readonly string[], path: string): string | undefined {
  const [before, after] = [`cat >${path} <<'END_OF_FILE'\n`, '\nEND_OF_FILE'];
  const command = commands.find((text) => text.startsWith(before) && text.endsWith(after));
  return command === undefined ? undefined : `${command.slice(before.length, -after.length)}\n`;
}

function digestsIn(manifest: string): Digests {
  const lines = manifest.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
