import type { SynthesizedStack } from './stack.js';
import { record } from './stack.js';

/** What a manifest may say of a stack; who deploys it, from where and how is judged by value. */
const known = new Set(['templateFile', 'stackName', 'terminationProtection', 'validateOnSynth', 'requiresBootstrapStackVersion', 'additionalDependencies']);

/**
 * What speaks against the way in which a cloud assembly has a stack deployed: other roles, another bucket, another template than its own, or a program that is run.
 * `prefix` begins the names of its assets.
 */
export function* deploymentProblems(
  { name, account, region, deployment }: SynthesizedStack,
  { qualifier, prefix }: { readonly qualifier: string; readonly prefix: string },
): Iterable<string> {
  if (deployment === undefined) return;
  const { properties, files, images } = deployment;
  const place = `${account}-${region}`;
  const role = (kind: string) => `arn:\${AWS::Partition}:iam::${account}:role/cdk-${qualifier}-${kind}-role-${place}`;
  const bucket = `cdk-${qualifier}-assets-${place}`;
  const template = `${name}.template.json`;
  const keys = Object.entries(files).flatMap(([id, file]) => (record(record(file)['source'])['path'] === template ? [id] : []));
  const allowed: Readonly<Record<string, unknown>> = {
    templateFile: template,
    assumeRoleArn: role('deploy'),
    cloudFormationExecutionRoleArn: role('cfn-exec'),
    stackTemplateAssetObjectUrl: `s3://${bucket}/${prefix}${keys[0] ?? '(no template in the list of assets)'}.json`,
    bootstrapStackVersionSsmParameter: `/cdk-bootstrap/${qualifier}/version`,
    lookupRole: role('lookup'),
  };
  const received = { ...properties, lookupRole: record(properties['lookupRole'])['arn'] };
  for (const [key, value] of Object.entries(allowed))
    if (received[key as keyof typeof received] !== value) yield `${key} of ${name} is ${shown(received[key as keyof typeof received])}. Allowed: ${value}.`;
  for (const key of Object.keys(properties)) if (!known.has(key) && !(key in allowed)) yield `The manifest gives ${name} ${key}. Allowed: none.`;
  if (properties['stackName'] !== undefined && properties['stackName'] !== name) yield `The manifest calls ${name} ${shown(properties['stackName'])}.`;
  for (const id of Object.keys(images)) yield `The list of assets of ${name} builds or copies the image ${id}. Allowed: none.`;
  for (const [id, file] of Object.entries(files))
    yield* assetProblems(name, id, record(file), { bucket, prefix, region, role: role('file-publishing'), template });
}

interface Published {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string | undefined;
  readonly role: string;
  readonly template: string;
}

function* assetProblems(stack: string, id: string, { source, destinations }: Readonly<Record<string, unknown>>, to: Published): Iterable<string> {
  const { path, packaging, ...more } = record(source);
  const what = `The asset ${id.slice(0, 12)} of ${stack}`;
  const extension = packaging === 'zip' ? 'zip' : /\.[^./]+$/.exec(String(path))?.[0].slice(1);
  if (path !== to.template && path !== `asset.${id}` && !String(path).startsWith(`asset.${id}.`))
    yield `${what} is ${shown(path)}. Allowed: what is named after it.`;
  for (const key of Object.keys(more)) yield `${what} is made by ${key}. Allowed: a file or directory of the output.`;
  for (const destination of Object.values(record(destinations)).map(record)) {
    const allowed = { bucketName: to.bucket, objectKey: `${to.prefix}${id}.${extension}`, region: to.region, assumeRoleArn: to.role };
    for (const key of new Set([...Object.keys(allowed), ...Object.keys(destination)])) {
      const expected = allowed[key as keyof typeof allowed];
      if (destination[key] !== expected) yield `${what} is published with ${key} ${shown(destination[key])}. Allowed: ${expected ?? 'none'}.`;
    }
  }
}

const shown = (value: unknown) => (value === undefined ? 'not said' : typeof value === 'string' ? value : JSON.stringify(value));
