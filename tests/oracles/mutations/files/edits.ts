import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from '../../../support/documents.js';
import { mutatedDocument } from '../apply.js';
import type { Mutation } from '../chosen.js';

/** A fault in the files of an output, made below the directory that holds `cdk.out`, `cdktf.out` and `gateway.out`. */
export interface FileEdit {
  readonly name: string;
  /**
   * What "blueprint.json" says of lines in the topology, which decides nothing: rules alone do not see it, and need not.
   * @default false
   */
  readonly linesOnly?: boolean;
  readonly apply: (root: string) => void;
}

const aws = 'cdk.out';
const terraform = 'cdktf.out';
const gateway = 'gateway.out';

/** One authority more, which nobody knows. */
const authority = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

/** Words of the files that a zone starts with, and others. */
const gatewayEdits: readonly (readonly [name: string, file: RegExp, from: RegExp, to: string])[] = [
  ['a host at another address', /envoy\.json$/, /"address": "llama\.[\w.]+"/, '"address": "stranger.example.org"'],
  ['a certificate for another name', /envoy\.json$/, /"sni": "[^"]+"/, '"sni": "stranger.example.org"'],
  ['requests that pass while nobody decides', /envoy\.json$/, /"failure_mode_allow": false/, '"failure_mode_allow": true'],
  ['an older TLS', /envoy\.json$/, /"TLSv1_2"/, '"TLSv1_0"'],
  ['another time-out', /envoy\.json$/, /"timeout": "\d+s"/, '"timeout": "1s"'],
  ['silence that nobody probes', /envoy\.json$/, /"upstream_connection_options": \{\s+"tcp_keepalive": \{[^}]+\}\s+\},/, ''],
  ['a later probe of silence', /envoy\.json$/, /"keepalive_time": \d+/, '"keepalive_time": 3600'],
  ['administration for everybody', /envoy\.json$/, /"pipe": \{\s+"path": "[^"]+"\s+\}/, '"socket_address": {"address": "0.0.0.0", "port_value": 9901}'],
  ['another caller', /^eu\/policy\.json$/, /"eu-production"/, '"stranger"'],
  ['a guard that looks less', /^eu\/policy\.json$/, /"windows"/, '"before"'],
  ['a credential of another account', /tokens\.json$/, /\b111122223333\b/, '999988887777'],
];

/** Faults that no template or module shows. */
export const fileEdits: readonly FileEdit[] = [
  manifest('role that deploys', (stack) => (stack.properties.assumeRoleArn = 'arn:aws:iam::999988887777:role/x')),
  manifest('role that CloudFormation takes', (stack) => (stack.properties.cloudFormationExecutionRoleArn = 'arn:aws:iam::999988887777:role/x')),
  manifest('environment', (stack) => (stack.environment = 'aws://999988887777/us-west-2')),
  manifest('address of the template', (stack) => (stack.properties.stackTemplateAssetObjectUrl = 's3://stranger/x.json')),
  manifest('file of the template', (stack, others) => (stack.properties.templateFile = others.properties.templateFile)),
  manifest('termination protection', (stack) => (stack.properties.terminationProtection = false)),
  manifest('dependencies', (stack) => (stack.dependencies = [])),
  manifest('parameters', (stack) => (stack.properties.parameters = { BootstrapVersion: '1' })),
  manifest('notices', (stack) => (stack.properties.notificationArns = ['arn:aws:sns:eu-north-1:999988887777:x'])),
  manifest('look-up role', (stack) => (stack.properties.lookupRole = { arn: 'arn:aws:iam::999988887777:role/x' })),
  document('manifest: artifact added', `${aws}/manifest.json`, (file) => {
    const [name, stack] = stackIn(file);
    file.artifacts.added = { ...stack, displayName: `${name}-2` };
  }),
  document('manifest: artifact removed', `${aws}/manifest.json`, (file) => delete file.artifacts[stackIn(file)[0]]),
  document('manifest of Terraform: directory', `${terraform}/manifest.json`, (file) => (stackOf(file).workingDirectory = '/tmp/x')),
  document('manifest of Terraform: dependencies', `${terraform}/manifest.json`, (file) => {
    for (const stack of Object.values<Json>(file.stacks)) stack.dependencies = [];
  }),
  { name: 'asset altered', apply: (root) => append(join(root, aws, first(join(root, aws), /^asset\./), 'index.mjs'), '\nfetch("http://203.0.113.7");\n') },
  { name: 'file added to an asset', apply: (root) => write(join(root, aws, first(join(root, aws), /^asset\./), 'more.mjs'), 'export {};\n') },
  { name: 'asset removed', apply: (root) => rmSync(join(root, aws, first(join(root, aws), /^asset\./)), { recursive: true }) },
  edited('list of assets: bucket', aws, /\.assets\.json$/, (text) => text.replace(/"bucketName": "[^"]*"/, '"bucketName": "stranger"')),
  edited('list of assets: role', aws, /\.assets\.json$/, (text) =>
    text.replace(/"assumeRoleArn": "[^"]*"/, '"assumeRoleArn": "arn:aws:iam::999988887777:role/x"'),
  ),
  edited('list of assets: image', aws, /\.assets\.json$/, (text) =>
    text.replace('"dockerImages": {}', '"dockerImages": {"x": {"source": {"executable": ["sh"]}, "destinations": {}}}'),
  ),
  edited('quotas', aws, /^quotas\.json$/, (text) => text.replace(/\d+/, '1')),
  edited('rights before a deployment', aws, /^before-deployment\.json$/, (text) => text.replace('deploy-role', 'admin-role')),
  { name: 'template removed', apply: (root) => rmSync(join(root, aws, first(join(root, aws), /\.template\.json$/))) },
  { name: 'template of another stack', apply: (root) => swap(join(root, aws), /\.template\.json$/) },
  {
    name: 'extra template',
    apply: (root) => copyFileSync(join(root, aws, first(join(root, aws), /\.template\.json$/)), join(root, aws, 'added.template.json')),
  },
  { name: 'nested assembly', apply: (root) => write(join(root, aws, 'assembly-added', 'manifest.json'), '{"version":"55.0.0","artifacts":{}}') },
  ...['added.tf', 'override.tf.json', 'added.tf.json', 'main_override.tf', 'terraform.tfvars', 'x.auto.tfvars.json', 'terraform.tfstate'].map((name) => ({
    name: `Terraform: ${name} added`,
    apply: (root: string) =>
      write(join(module(root), name), name.endsWith('json') || name.endsWith('tfstate') ? '{"resource":{}}\n' : 'region = "asia-east1"\n'),
  })),
  { name: 'Terraform: module added', apply: (root) => write(join(root, terraform, 'stacks', 'added', 'cdk.tf.json'), '{"terraform":{}}\n') },
  { name: 'Terraform: module removed', apply: (root) => rmSync(module(root), { recursive: true }) },
  { name: 'gateway: zone added', apply: (root) => write(join(root, gateway, 'added', 'envoy.json'), '{"static_resources":{}}\n') },
  { name: 'gateway: zone removed', apply: (root) => rmSync(join(root, gateway, zoneIn(root)), { recursive: true }) },
  { name: 'gateway: output removed', apply: (root) => rmSync(join(root, gateway), { recursive: true }) },
  { name: 'gateway: file added', apply: (root) => write(join(root, gateway, zoneIn(root), 'more.lua'), 'os.execute("x")\n') },
  { name: 'gateway: program altered', apply: (root) => append(join(root, gateway, zoneIn(root), 'attempt.lua'), '\nos.execute("x")\n') },
  { name: 'gateway: authority replaced', apply: (root) => append(join(root, gateway, trustIn(root)), authority) },
  ...gatewayEdits.map(([name, file, from, to]) => edited(`gateway: ${name}`, gateway, file, (text) => text.replace(from, to))),
  ...[aws, terraform, gateway].flatMap((output) => [
    { name: `${output}: blueprint.json removed`, apply: (root: string) => rmSync(join(root, output, 'blueprint.json')) },
    document(`${output}: topology of another`, `${output}/blueprint.json`, (file) => (file.topology.sha256 = '5'.repeat(64))),
    document(`${output}: generation of another`, `${output}/blueprint.json`, (file) => (file.generation = '5'.repeat(16))),
  ]),
  ...[aws, terraform].flatMap((output) => [
    lines(`${output}: origins shuffled`, `${output}/blueprint.json`, (file) => {
      const names = Object.keys(file.origins);
      file.origins = Object.fromEntries(names.map((name, index) => [name, file.origins[names[(index + 1) % names.length] ?? '']]));
    }),
    lines(`${output}: one origin changed`, `${output}/blueprint.json`, (file) => (Object.values<Json>(file.origins)[0].origin = 'name')),
  ]),
];

/** A mutation of a document, made in its file. */
export function inFile({ kind, stack, edit }: Mutation): FileEdit {
  return {
    name: `${kind.name}: ${stack.name} ${edit.at.join('.')}`,
    apply: (root) => {
      const file = stack.app === 'aws' ? join(root, aws, `${stack.name}.template.json`) : join(root, terraform, 'stacks', stack.name, 'cdk.tf.json');
      if (edit.absent === true) rmSync(file);
      else if (edit.facts === undefined) write(file, JSON.stringify(mutatedDocument(read(file), edit)));
      else rewrite(join(root, aws, 'manifest.json'), (whole) => setFacts(whole.artifacts[stack.name], edit.facts ?? {}));
    },
  };
}

function setFacts(artifact: Json, facts: NonNullable<Mutation['edit']['facts']>): void {
  const [, , account, region] = artifact.environment.split('/');
  artifact.environment = `aws://${facts.account ?? account}/${facts.region ?? region}`;
  if (facts.terminationProtection !== undefined) artifact.properties.terminationProtection = facts.terminationProtection;
}

function manifest(name: string, change: (stack: Json, other: Json) => void): FileEdit {
  return document(`manifest: ${name}`, `${aws}/manifest.json`, (file) => {
    const stacks = Object.values<Json>(file.artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
    change(stacks[0], stacks[1]);
  });
}

function document(name: string, path: string, change: (document: Json) => void): FileEdit {
  return { name, apply: (root) => rewrite(join(root, path), change) };
}

function lines(name: string, path: string, change: (document: Json) => void): FileEdit {
  return { ...document(name, path, change), linesOnly: true };
}

function edited(name: string, output: string, file: RegExp, change: (text: string) => string): FileEdit {
  return {
    name,
    apply: (root) => {
      const path = join(root, output, first(join(root, output), file));
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    },
  };
}

function rewrite(path: string, change: (document: Json) => void): void {
  const file = read(path);
  change(file);
  write(path, JSON.stringify(file, null, 2));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const append = (path: string, text: string) => write(path, readFileSync(path, 'utf8') + text);
const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'));
const stackIn = (file: Json): [string, Json] => Object.entries<Json>(file.artifacts).find(([, { type }]) => type === 'aws:cloudformation:stack') ?? ['', {}];
const stackOf = (file: Json): Json => Object.values<Json>(file.stacks)[0];
const zoneIn = (root: string) => first(join(root, gateway), /^[^.]+$/);
const trustIn = (root: string) => first(join(root, gateway), /\.pem$/);
const module = (root: string) => join(root, terraform, 'stacks', first(join(root, terraform, 'stacks'), /./));

function first(directory: string, name: RegExp): string {
  const found = readdirSync(directory, { recursive: true })
    .map(String)
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))
    .find((file) => name.test(file));
  if (found === undefined) throw new Error(`${directory} has no file ${name}`);
  return found;
}

/** Two files of one sort, each under the other's name. */
function swap(directory: string, name: RegExp): void {
  const [a = '', b = ''] = readdirSync(directory)
    .sort()
    .filter((file) => name.test(file))
    .map((file) => join(directory, file));
  const [atA, atB] = [readFileSync(a), readFileSync(b)];
  writeFileSync(a, atB);
  writeFileSync(b, atA);
}
