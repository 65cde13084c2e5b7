import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topologies } from '../support/topologies.js';
import type { Asked } from './asked.js';
import { asAzapi1 } from './azapi-1.js';
import { asAzurerm5 } from './azurerm-5.js';
import { partOf } from './provider-part.js';
import { type RootModule, rootModules } from './root-modules.js';
import { builtProviders, givenProviders, type LocalProviders, type Provider, providers } from './terraform-providers.js';
import { cacheDirectory, type Verdict } from './tools.js';

interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

/** The real providers read every root module: from the registry at the pinned version, or from this machine where there is none. */
export function terraformValidate({ builds }: Asked): Verdict {
  const { error } = spawnSync('terraform', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return { findings: [], judged: '', skipped: `terraform cannot be run (${error.message})` };
  const given = givenProviders(process.env);
  if (given !== undefined) return withLocal(given);
  const verdict = withRegistry();
  if (verdict.skipped === undefined) return verdict;
  const built = builtProviders(builds);
  return 'names' in built ? withLocal(built) : { ...verdict, skipped: `${verdict.skipped}; ${built.missing}` };
}

function withRegistry(): Verdict {
  const findings: string[] = [];
  const modules = rootModules();
  for (const module of modules) {
    // A registry that cannot be reached is known at once.
    const env = { TF_REGISTRY_DISCOVERY_RETRY: '0', TF_PLUGIN_CACHE_DIR: cacheDirectory('terraform-plugins') };
    const { status, said } = terraform(module, ['init', '-backend=false', '-input=false'], env);
    const unreachable = /could not connect to [^ ]+|Failed to query available provider packages/.exec(said);
    // A version that does not exist is a mistake of ours; a registry that does not answer is not.
    if (status !== 0 && unreachable !== null && !/no available releases match/.test(said))
      return { findings, judged: '', skipped: `the provider registry cannot be reached (${unreachable[0]})` };
    findings.push(...(status === 0 ? validated(module, env) : [`terraform init: ${module.name}: ${said.slice(0, 400)}`]));
  }
  return { findings, judged: `${modules.length} root modules of ${topologies.length} topologies` };
}

/** They plan without a cloud: Google's checks that look at several arguments at once run then, and azapi's of bodies. azurerm asks Azure who it is before it plans anything. */
const planning: readonly Provider[] = ['google', 'azapi'];

/** Overridden providers need no init. */
function withLocal(local: LocalProviders): Verdict {
  const env = { TF_CLI_CONFIG_FILE: local.configuration };
  const findings: string[] = [];
  const judged: string[] = [];
  const skipped: string[] = [];
  for (const provider of providers) {
    const modules = rootModules().filter(({ directory }) => readDocument(directory).provider?.[provider] !== undefined);
    if (modules.length === 0) continue;
    if (!local.names.includes(provider)) {
      skipped.push(`${modules.length} root modules of ${provider}: ${local.missing ?? `no such binary in ${local.origin}`}`);
      continue;
    }
    for (const module of modules) {
      const directory = mkdtempSync(join(tmpdir(), 'blueprint-validate-'));
      try {
        const copy = { ...module, directory };
        write(copy, asJudged(module, provider));
        const problems = validated(copy, env);
        findings.push(...problems, ...(problems.length === 0 && planning.includes(provider) ? planned(copy, env) : []));
      } finally {
        rmSync(directory, { recursive: true });
      }
    }
    judged.push(`${modules.length} root modules of ${provider} ${planning.includes(provider) ? 'validated and planned' : 'validated'}`);
  }
  return { findings, judged: `${judged.join(', ')} (${local.origin})`, ...(skipped.length > 0 && { skipped: skipped.join(', ') }) };
}

function validated(module: RootModule, env: Record<string, string>): string[] {
  const { diagnostics } = JSON.parse(terraform(module, ['validate', '-json'], env).stdout) as { diagnostics: readonly Diagnostic[] };
  return diagnostics
    .filter(({ summary }) => summary !== 'Provider development overrides are in effect')
    .map(({ severity, summary, detail, address }) => `terraform validate: ${module.name}: ${severity}: ${address ?? ''} ${summary}: ${detail ?? ''}`);
}

/** A plan of everything as new. The credential is no credential: nothing is asked of the cloud, so what data sources say is made up. */
function planned(module: RootModule, env: Record<string, string>): string[] {
  const { data: _, ...document } = readDocument(module.directory);
  write(
    module,
    JSON.stringify(document).replace(
      /\$\{data\.[^}]*?(\.member)?\}/g,
      (_match, member) => `${member === undefined ? '' : 'serviceAccount:'}somebody@example.iam.gserviceaccount.com`,
    ),
  );
  const { status, said } = terraform(module, ['plan', '-refresh=false', '-input=false', '-lock=false'], { ...env, GOOGLE_OAUTH_ACCESS_TOKEN: 'none' });
  return status === 0 ? [] : [`terraform plan: ${module.name}: ${said.slice(said.indexOf('Error:')).slice(0, 600)}`];
}

function terraform({ directory }: RootModule, args: readonly string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync('terraform', [`-chdir=${directory}`, ...args, '-no-color'], {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, TF_IN_AUTOMATION: '1', ...env },
  });
  return { status, stdout, said: `${stdout}${stderr}`.replace(/\s+/g, ' ') };
}

interface Document {
  readonly provider?: Partial<Record<Provider, unknown>>;
  readonly terraform: { backend?: unknown; readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly data?: unknown;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

function readDocument(directory: string): Document {
  return JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
}

/** What a provider has in a module, as the local one takes it: a plan would first ask for the state, and other versions have other names. */
function asJudged({ directory }: RootModule, provider: Provider): string {
  const document = readDocument(directory);
  delete document.terraform.backend;
  return JSON.stringify(asAzapi1(asAzurerm5(partOf(document, [provider]))));
}

function write({ directory }: RootModule, text: string): void {
  writeFileSync(join(directory, 'cdk.tf.json'), text);
}
