import type { Topology } from '../../topology/schema/topology.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** Jobs that could bring in other weights than those approved, or show their token. What their commands do is reviewed: supply-chain/reviewed-script. */
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
}
