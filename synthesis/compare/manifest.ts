import { record } from '../../evidence/synthesized/stack.js';

/** Fields of an artifact that deploying does not read: notes of the synthesis for itself, and how a command line names it. */
const notRead = ['metadata', 'additionalMetadataFile', 'displayName'];

/** What the CDK reads of a cloud assembly's manifest: which stacks go where, by which roles, from which template, after which others. */
export function deployedManifest(manifest: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const artifacts = Object.entries(record(manifest['artifacts'])).filter(([, artifact]) => record(artifact)['type'] !== 'cdk:tree');
  return {
    ...manifest,
    artifacts: Object.fromEntries(artifacts.map(([name, artifact]) => [name, without(record(artifact), notRead)])),
  };
}

/** `blueprint.json` without the names that a working directory gives its inputs. */
export function withoutNames(blueprint: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const digests = Object.entries(record(blueprint['inputs'])).map(([what, input]) => [what, record(input)['sha256']]);
  return { ...blueprint, topology: record(blueprint['topology'])['sha256'], inputs: Object.fromEntries(digests) };
}

function without(fields: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
