import { storedPrecision } from '../../derived/stored-precision.js';
import { approvedManifest, manifestText } from '../../facts/weights.js';
import type { Topology } from '../../topology/schema/topology.js';
import { fulfils, type Requirement, stopsAtFailures } from '../scripts/requirement.js';
import { redefinition, unreadable } from '../scripts/script-proof.js';
import { parseScript } from '../scripts/shell/parse.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** Steps without which the job would store weights that were never approved. */
const requirements: readonly Requirement[] = [
  ...stopsAtFailures,
  {
    lacks: 'does not compare the manifest with its approved digest',
    in: { function: 'check_manifest' },
    refusesUnless: '[[ "${actual}" == "${MANIFEST_SHA256}" ]]',
  },
  { lacks: 'does not restrict names and types of files', in: { function: 'check_manifest' }, refusesUnless: 'allowed "${name}"' },
  { lacks: 'does not compare files with the manifest', in: { function: 'bring' }, refusesIf: '[[ "$(digest_of "${path}")" != "${expected}" ]]' },
  { lacks: 'does not look whether safetensors are safetensors', in: { function: 'bring' }, refusesUnless: 'check_format "${path}"' },
  {
    lacks: 'does not want the licence beside the weights',
    in: { function: 'check_manifest' },
    refusesUnless: 'grep -q "  ${name}\\$" "${MANIFEST}"',
  },
];

/** Programs that the job compares and stores with. */
const programs = ['aws', 'cut', 'grep', 'openssl', 'sha256sum'];

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
  const files = commands.map(writtenFile);
  const textOf = (path: string) => files.filter((file) => file?.path === path).map((file) => file?.text);
  const problem = jobScriptProblem(textOf('/tmp/ingest/ingest.sh').at(-1) ?? '');
  if (problem !== undefined) yield problem;
  const others = commands.filter((_, index) => files[index] === undefined);
  if (others.join('\n') !== 'mkdir -p /tmp/ingest\nbash /tmp/ingest/ingest.sh' || commands.at(-1) !== 'bash /tmp/ingest/ingest.sh') {
    yield `runs other commands than the script: ${others.join(' ; ').slice(0, 200)}. Allowed: mkdir -p /tmp/ingest, then the files, then bash /tmp/ingest/ingest.sh.`;
  }
  if (manifest !== undefined && textOf('/tmp/ingest/MANIFEST.sha256').at(-1) !== manifest) yield 'carries another manifest than the approved one.';
}

function jobScriptProblem(text: string): string | undefined {
  const script = parseScript(text);
  if ('unreadable' in script) return unreadable(script.unreadable);
  const missing = requirements.find((requirement) => !fulfils(script.statements, requirement));
  return redefinition(script.statements, programs) ?? (missing && `${missing.lacks}.`);
}

/** Path and text of a file of the job, if all that a command does is to write it. */
function writtenFile(command: string): { readonly path: string; readonly text: string } | undefined {
  const script = parseScript(`${command}\n`);
  const [statement, ...others] = 'statements' in script ? script.statements : [];
  const [only, ...more] = statement?.commands ?? [];
  if (only === undefined || others.length + more.length > 0 || statement?.background) return undefined;
  const [, path] = /^cat >(\/tmp\/ingest\/[A-Za-z0-9._-]+) <<'END_OF_FILE'$/.exec(only.text) ?? [];
  return path === undefined ? undefined : { path, text: only.documents[0]?.text ?? '' };
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
