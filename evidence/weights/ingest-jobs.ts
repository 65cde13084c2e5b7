import { storedPrecision } from '../../derived/stored-precision.js';
import { approvedManifest, manifestText } from '../../facts/weights.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** Lines of the script without which the job would store what nobody has approved. */
const proofs: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['does not stop at a failure', /^set -Eeuo pipefail$/m],
  ['does not compare the manifest with its approved digest', /^ *\[\[ "\$\{actual\}" == "\$\{MANIFEST_SHA256\}" \]\] \|\| refuse /m],
  ['does not restrict names and types of files', /^ *allowed "\$\{name\}" \|\| refuse /m],
  ['does not compare files with the manifest', /^ *if \[\[ "\$\(digest_of "\$\{path\}"\)" != "\$\{expected\}" \]\]; then$/m],
  ['does not look whether safetensors are safetensors', /^ *check_format "\$\{path\}" \|\| refuse /m],
  ['does not want the licence beside the weights', /^ *for name in LICENSE NOTICE USE_POLICY\.md; do$/m],
];

/** Jobs that could bring in other weights than those approved, or show their token. */
export function* jobProblems(stack: SynthesizedStack, topology: Topology): Iterable<Problem> {
  for (const resource of stack.resources.filter(({ type }) => type === 'AWS::CodeBuild::Project')) {
    for (const problem of problemsOf(resource, topology)) yield { resource, message: `Job ${resource.id} ${problem}` };
  }
}

function* problemsOf(resource: Resource, topology: Topology): Iterable<string> {
  const variables = new Map(blocks(dig(resource.properties, 'Environment', 'EnvironmentVariables')).map((one) => [String(one['Name']), one]));
  const text = (name: string) => renderedText(variables.get(name)?.['Value'] ?? 'nothing');
  const [id, model] = Object.entries(topology.models).find(([key]) => key === text('MODEL')) ?? [];
  if (id === undefined || model === undefined) yield `is for the model ${text('MODEL')}. Allowed: a model of the topology.`;
  // A model without weights has been named already.
  if (id === undefined || model?.weights === undefined) return;
  const { commit, manifest, repository } = model.weights;
  const wanted = { COMMIT: commit, MANIFEST_SHA256: manifest.replace('sha256:', ''), REPOSITORY: repository, SOURCE: 'huggingface' };
  for (const [name, value] of Object.entries(wanted))
    if (text(name) !== value) yield `sets ${name} to ${text(name)}. Allowed: ${value}, as models.${id}.weights says.`;
  for (const name of ['BASH_ENV', 'HF_ENDPOINT', 'LD_PRELOAD', 'PATH'])
    if (variables.has(name)) yield `sets ${name}, which changes what the script does. Allowed: not set.`;
  if (variables.get('HF_TOKEN')?.['Type'] !== 'SECRETS_MANAGER') yield 'does not take HF_TOKEN from Secrets Manager. Allowed: type SECRETS_MANAGER.';
  if (dig(resource.properties, 'Source', 'Type') !== 'NO_SOURCE')
    yield 'takes its commands from a source that is not seen here. Allowed: NO_SOURCE, with the buildspec inline.';
  yield* commandProblems(commandsOf(resource), approvedText(topology, id));
}

function* commandProblems(commands: readonly string[], manifest: string | undefined): Iterable<string> {
  const written = commands.filter((command) => command.startsWith('cat >/tmp/ingest/'));
  const script = written.find((command) => command.startsWith('cat >/tmp/ingest/ingest.sh ')) ?? '';
  const missing = proofs.find(([, pattern]) => !pattern.test(script));
  if (missing !== undefined) yield `${missing[0]}.`;
  const others = commands.filter((command) => !written.includes(command));
  if (others.join('\n') !== 'mkdir -p /tmp/ingest\nbash /tmp/ingest/ingest.sh' || commands.at(-1) !== 'bash /tmp/ingest/ingest.sh') {
    yield `runs other commands than the script: ${others.join(' ; ').slice(0, 200)}. Allowed: mkdir -p /tmp/ingest, then the files, then bash /tmp/ingest/ingest.sh.`;
  }
  if (manifest !== undefined && !written.some((command) => command === `cat >/tmp/ingest/MANIFEST.sha256 <<'END_OF_FILE'\n${manifest}END_OF_FILE`)) {
    yield 'carries another manifest than the approved one.';
  }
}

function approvedText(topology: Topology, id: string): string | undefined {
  const model = topology.models[id];
  const approved = model === undefined ? undefined : approvedManifest(model.release, storedPrecision(model), model.weights?.commit);
  return approved === undefined ? undefined : manifestText(approved);
}

/** Commands of every phase, in order; a buildspec that is no JSON has none that could be judged. */
function commandsOf(resource: Resource): string[] {
  try {
    const { phases } = record(JSON.parse(renderedText(dig(resource.properties, 'Source', 'BuildSpec') ?? '')));
    return Object.values(record(phases)).flatMap((phase) => ['commands', 'finally'].flatMap((key) => (record(phase)[key] as string[] | undefined) ?? []));
  } catch {
    return [];
  }
}
