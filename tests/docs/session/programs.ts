import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { commandLine } from '../../../bin/command-line.js';
import type { Call } from './session.js';

/** What is wrong with how a program is called; nothing for one that is called as it can be. */
export type Check = (args: readonly string[]) => string[];

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Package;

interface CdkOptions {
  readonly [name: string]: { readonly alias?: string | readonly string[] };
}
interface CdkCommands {
  readonly globalOptions: CdkOptions;
  readonly commands: Readonly<Record<string, { readonly options?: CdkOptions }>>;
}

/** Options of each command of the pinned CDK, as its own parser has them. */
const cdk = JSON.parse(readFileSync('node_modules/aws-cdk/lib/cli/cli-type-registry.json', 'utf8')) as CdkCommands;

/**
 * Subcommands and flags of programs that a test cannot rely on. Sources: `-help` of Terraform 1.11.4, `--help` of the Google Cloud SDK 528,
 * cmd/cosign/cli/attest_blob.go and verify.go of sigstore/cosign; read on 2026-11-29. `--help` of crane 0.20.7, `vm` of azure-cli 2.91.0 and the gcloud reference of update-instances and wait-until; 2026-11-30.
 */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  terraform: { init: ['-backend=false'], apply: ['-target'], output: ['-json'], 'providers lock': ['-platform'], 'state rm': [] },
  cosign: {
    'attest-blob': ['--yes', '--statement', '--bundle'],
    'verify-blob-attestation': ['--bundle', '--type', '--certificate-identity-regexp', '--certificate-oidc-issuer'],
  },
  crane: { 'auth login': ['--username', '--password-stdin'], config: [], digest: ['--platform'], manifest: [] },
  az: {
    'vmss list-instances': ['--resource-group', '--name', '--query', '--output'],
    'vmss get-instance-view': ['--resource-group', '--name', '--instance-id', '--query', '--output'],
    'vmss run-command invoke': ['--resource-group', '--name', '--instance-id', '--command-id', '--scripts'],
    'vmss set-orchestration-service-state': ['--resource-group', '--name', '--service-name', '--action'],
    'vmss reimage': ['--resource-group', '--name', '--instance-ids'],
    'vmss update-instances': ['--resource-group', '--name', '--instance-ids'],
  },
  gcloud: {
    'beta services identity create': ['--service', '--project'],
    'secrets versions add': ['--project', '--data-file'],
    'compute instance-groups managed list-instances': ['--zone', '--project', '--format'],
    'compute instance-groups managed describe': ['--zone', '--project', '--format'],
    'compute instance-groups managed update-instances': ['--zone', '--project', '--instances', '--minimal-action', '--most-disruptive-allowed-action'],
    'compute instance-groups managed wait-until': ['--stable', '--zone', '--project', '--timeout'],
    'compute instance-groups managed list-errors': ['--zone', '--project'],
    'compute instance-groups managed delete': ['--zone', '--project'],
    'compute backend-services get-health': ['--region', '--project', '--format'],
    'logging read': ['--project', '--freshness', '--bucket', '--location', '--view', '--format'],
  },
};

export function checksOf(terraform: readonly string[], stacks: readonly string[]): Readonly<Record<string, Check>> {
  return {
    npm: ofNpm,
    npx: (args) => ofNpx(args, stacks),
    aws: ofAws,
    terraform: (args) => ofTerraform(args, terraform),
    cosign: (args) => ofKnown('cosign', args),
    crane: (args) => ofKnown('crane', args),
    gcloud: (args) => ofKnown('gcloud', args),
    az: (args) => ofKnown('az', args),
    bash: ([script = '']) => (existsSync(script) ? [] : [`no script ${script}`]),
    git: () => [],
  };
}

export function faultsOf([program, ...args]: Call, checks: Readonly<Record<string, Check>>): string[] {
  const check = checks[program];
  // Whatever stands for a value is none: three dots, and names in brackets.
  const placeholders = args.filter((argument) => /…|<[a-z ]+>/.test(argument)).map((argument) => `${argument} is no value`);
  return [...placeholders, ...(check === undefined ? [`nobody checks ${program}`] : check(args))];
}

function ofNpm([command = '', ...rest]: readonly string[]): string[] {
  if (command === 'ci' || command === 'test') return [];
  const [script = '', separator, ...args] = rest.filter((one) => one !== '-s');
  if (command !== 'run' || scripts[script] === undefined) return [`no script "${script}" in package.json`];
  const given = separator === undefined || separator === '--' ? args : ['--'];
  if (script === 'synth' || script === 'check') return ofBlueprint([script, ...given]);
  return script === 'blueprint' ? ofBlueprint(given) : [];
}

/** Parsed as the command line parses it, without doing anything. */
export function ofBlueprint(args: readonly string[]): string[] {
  const program = commandLine();
  const silent = { writeOut: () => {}, writeErr: () => {} };
  const every = (command: typeof program): (typeof program)[] => [command, ...command.commands.flatMap((one) => every(one as typeof program))];
  for (const command of every(program)) command.configureOutput(silent).action(() => {});
  try {
    program.parse([...args], { from: 'user' });
    return args.length === 0 ? ['no command'] : [];
  } catch (error) {
    if (error instanceof CommanderError) return [error.message];
    throw error;
  }
}

function ofNpx([tool = '', command = '', ...args]: readonly string[], stacks: readonly string[]): string[] {
  if (tool === 'vitest') return args.filter((path) => !existsSync(path)).map((path) => `no ${path}`);
  if (tool.startsWith('cdktf-cli@')) return command === 'synth' ? [] : [`no command ${command} of the cdktf CLI`];
  if (tool !== 'cdk') return [`nobody checks npx ${tool}`];
  const options = cdk.commands[command]?.options;
  if (options === undefined) return [`no command ${command} of the CDK`];
  const all = { ...cdk.globalOptions, ...options };
  const names = new Set(Object.entries(all).flatMap(([name, { alias = [] }]) => [name, ...[alias].flat()]));
  const flags = args.filter((one) => one.startsWith('-')).map((one) => one.replace(/^-+/, '').replace(/=.*/, ''));
  return [
    ...flags.filter((flag) => !names.has(flag)).map((flag) => `no option ${flag} of cdk ${command}`),
    ...args.filter((one) => /^acme-/.test(one) && !stacks.includes(one)).map((stack) => `no stack ${stack}`),
  ];
}

/** The form alone; `npm run verify documents` holds services, operations and parameters to the models of AWS. */
function ofAws([service = '', operation = '', ...args]: readonly string[]): string[] {
  const named = [service, operation].every((word) => /^[a-z0-9][a-z0-9-]*$/.test(word));
  const empty = args.filter((argument, index) => argument.startsWith('--') && args[index + 1] === '');
  return [...(named ? [] : [`no operation: aws ${service} ${operation}`]), ...empty.map((option) => `${option} is empty`)];
}

function ofTerraform(args: readonly string[], outputs: readonly string[]): string[] {
  const [folder = ''] = args.filter((one) => one.startsWith('-chdir=')).map((one) => one.slice('-chdir=cdktf.out/'.length));
  const rest = args.filter((one) => !one.startsWith('-chdir='));
  const taken = rest[0] === 'state' && rest[1] === 'rm' ? rest.slice(2) : [];
  const targets = [...rest.filter((one) => one.startsWith('-target=')).map((one) => one.slice('-target='.length)), ...taken];
  const output = outputs.find((one) => existsSync(join(one, folder)));
  if (output === undefined) return [`no module ${folder}`];
  const module = targets.length === 0 ? '' : readFileSync(join(output, folder, 'cdk.tf.json'), 'utf8');
  return [
    ...targets.filter((target) => !target.split('.').every((name) => module.includes(`"${name}"`))).map((target) => `no resource ${target}`),
    ...ofKnown('terraform', rest),
  ];
}

function ofKnown(program: string, args: readonly string[]): string[] {
  const text = args.join(' ');
  const [command, flags] = Object.entries(known[program] ?? {}).find(([name]) => text === name || text.startsWith(`${name} `)) ?? [];
  if (command === undefined || flags === undefined) return [`unknown command: ${program} ${args.slice(0, 3).join(' ')}`];
  const given = args.filter((one) => one.startsWith('-') && one !== '-');
  return given.filter((one) => !flags.includes(one) && !flags.includes(one.replace(/=.*/, ''))).map((one) => `no flag ${one} of ${program} ${command}`);
}
